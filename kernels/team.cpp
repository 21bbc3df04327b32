// kernels/team.cpp: one counter of shares to take, one of shares to wait for.
#include "kernels/team.hpp"

#include <system_error>

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace vitro::kernels {
namespace {

/// How often a thread looks before it sleeps: 40 to 150 microseconds, by the CPU's own idea of a pause. The engine's
/// own work between two kernels takes 1 to 10.
constexpr int kLooks = 3000;

void pause() {
#if defined(__x86_64__)
    _mm_pause();
#elif defined(__aarch64__)
    asm volatile("isb");  // `yield` does nothing on most cores
#endif
}

/// Returns once it is `ready`, of which every change of `changes` may tell; a change never comes back to a value that
/// was there before, or a sleeper might take it for none.
template <class Ready>
void await(const std::atomic<int>& changes, const Ready& ready) {
    for (int look = 0; look < kLooks; ++look) {
        if (ready()) return;
        pause();
    }
    for (;;) {
        const int seen = changes.load(std::memory_order_acquire);
        if (ready()) return;
        changes.wait(seen, std::memory_order_acquire);
    }
}

}  // namespace

bool Team::resize(int size) noexcept {
    const int before = this->size();
    wanted_ = size;
    try {
        workers_.reserve(static_cast<std::size_t>(size) - 1);
        while (this->size() < size) workers_.emplace_back(&Team::serve, this, this->size());
    } catch (const std::exception&) {  // no thread, or no memory for its handle
        wanted_ = before;
    }
    end_surplus();
    return this->size() == size;
}

void Team::end_surplus() {
    tell();
    for (; size() > wanted_; workers_.pop_back()) workers_.back().join();
}

void Team::run(void* context, Work work) noexcept {
    const int others = size() - 1;
    job_ = {context, work};
    open_.store(others, std::memory_order_relaxed);
    left_.store(others, std::memory_order_release);
    tell();
    work(context, 0, 0);
    while (take_one(0)) {
    }
    await(open_, [this] { return open_.load(std::memory_order_acquire) == 0; });
}

/// Those asleep look around.
void Team::tell() {
    ++news_;
    news_.notify_all();
}

void Team::serve(int thread) {
    for (;;) {
        await(news_, [&] { return left_.load(std::memory_order_relaxed) > 0 || thread >= wanted_; });
        if (!take_one(thread) && thread >= wanted_) return;
    }
}

/// Does one of the shares that are left, if any.
bool Team::take_one(int thread) {
    if (left_.load(std::memory_order_relaxed) <= 0) return false;
    const int share = left_.fetch_sub(1, std::memory_order_acquire);  // behind it lies the job that it is a share of
    if (share <= 0) return false;                                     // another was faster
    job_.work(job_.context, share, thread);
    if (open_.fetch_sub(1, std::memory_order_acq_rel) == 1) open_.notify_one();
    return true;
}

}  // namespace vitro::kernels
