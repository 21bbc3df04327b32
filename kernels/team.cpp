// kernels/team.cpp: one counter of shares to take, one of shares to wait for.
#include "kernels/team.hpp"

#include <exception>

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

/// What is on offer, in one number: how many shares of the job are left, and to threads below which number. Together,
/// so that a thread which looked before the team shrank cannot take a share after.
constexpr int kSizes = 1 << 15;
constexpr int offer_of(int left, int size) {
    return left * kSizes + size;
}
constexpr int left_of(int offer) {
    return offer / kSizes;
}
constexpr bool is_for(int offer, int thread) {
    return left_of(offer) > 0 && thread < offer % kSizes;
}

}  // namespace

Team::~Team() {
    ending_ = true;
    tell();
    for (std::thread& worker : workers_) worker.join();
}

bool Team::resize(int size) noexcept {
    if (size < 1 || size >= kSizes) return false;
    try {
        workers_.reserve(static_cast<std::size_t>(size) - 1);
        for (int threads = static_cast<int>(workers_.size()) + 1; threads < size; ++threads)
            workers_.emplace_back(&Team::serve, this, threads);
    } catch (const std::exception&) {  // no thread, or no memory for its handle
        return false;
    }
    size_ = size;
    return true;
}

void Team::run(void* context, Work work) noexcept {
    job_ = {context, work};
    open_.store(size_ - 1, std::memory_order_relaxed);
    offer_.store(offer_of(size_ - 1, size_), std::memory_order_release);
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
    while (!ending_) {
        await(news_, [&] { return ending_ || is_for(offer_.load(std::memory_order_relaxed), thread); });
        take_one(thread);
    }
}

/// Does one of the shares that are left, if any.
bool Team::take_one(int thread) {
    int offer = offer_.load(std::memory_order_relaxed);
    do {
        if (!is_for(offer, thread)) return false;
    } while (!offer_.compare_exchange_weak(offer, offer - kSizes, std::memory_order_acquire));
    job_.work(job_.context, left_of(offer), thread);
    if (open_.fetch_sub(1, std::memory_order_acq_rel) == 1) open_.notify_one();
    return true;
}

}  // namespace vitro::kernels
