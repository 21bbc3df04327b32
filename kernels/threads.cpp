// kernels/threads.cpp: when a loop forks, on what, and what each thread needs: scratch, and denormals flushed.
#include "kernels/threads.hpp"

#include <sys/mman.h>
#include <utility>

#include "kernels/kernels.hpp"
#include "kernels/team.hpp"

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace vitro::kernels {
namespace {

/// Work below which one thread is faster than two. Measured (2 cores of Zen 3): a fork costs 0.3 to 1 microseconds
/// while the team looks for work, 4 when it sleeps; two threads are even at 10,000 numbers scaled and added, 1.4
/// microseconds, in which a matrix product does 100,000 operations.
constexpr std::int64_t kForkWork = std::int64_t{1} << 16;

#if defined(__x86_64__)
constexpr unsigned kFlush = 0x8040;  // MXCSR: flush results to zero (bit 15), read denormals as zero (bit 6)
unsigned read_mode() {
    return _mm_getcsr();
}
void write_mode(unsigned mode) {
    _mm_setcsr(mode);
}
#elif defined(__aarch64__)
constexpr std::uint64_t kFlush = std::uint64_t{1} << 24;  // FPCR.FZ: both
std::uint64_t read_mode() {
    std::uint64_t mode;
    asm volatile("mrs %0, fpcr" : "=r"(mode));
    return mode;
}
void write_mode(std::uint64_t mode) {
    asm volatile("msr fpcr, %0" : : "r"(mode));
}
#else
constexpr unsigned kFlush = 0;
unsigned read_mode() {
    return 0;
}
void write_mode(unsigned) {}
#endif

/// Denormals are zero as long as this lives.
class FlushDenormals {
  public:
    FlushDenormals() : before_(read_mode()) { change_to(before_ | kFlush); }
    ~FlushDenormals() { change_to(before_); }
    FlushDenormals(const FlushDenormals&) = delete;
    FlushDenormals& operator=(const FlushDenormals&) = delete;

  private:
    using Mode = decltype(read_mode());
    void change_to(Mode mode) {
        if ((before_ & kFlush) != kFlush) write_mode(mode);
    }
    const Mode before_;
};

/// The scratch of some threads, in one block of pages, which exist once they are touched. From the system itself: it
/// says no where an allocator might end the program.
class Scratch {
  public:
    Scratch() = default;
    explicit Scratch(int threads) : bytes_(kScratchBytes * static_cast<std::size_t>(threads)) {
        void* pages = mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (pages != MAP_FAILED) pages_ = static_cast<std::byte*>(pages);
    }
    ~Scratch() {
        if (pages_ != nullptr) munmap(pages_, bytes_);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(Scratch&& other) noexcept {
        std::swap(pages_, other.pages_);
        std::swap(bytes_, other.bytes_);
        return *this;
    }

    bool is_there() const { return pages_ != nullptr; }
    void* of(int thread) const {
        return is_there() ? pages_ + kScratchBytes * static_cast<std::size_t>(thread) : nullptr;
    }

  private:
    std::size_t bytes_ = 0;
    std::byte* pages_ = nullptr;
};

/// Threads and their scratch.
class Crew {
  public:
    Team& team() { return team_; }

    bool prepare(int threads) {
        Scratch scratch(threads);
        if (!scratch.is_there() || !team_.resize(threads)) return false;
        scratch_ = std::move(scratch);
        return true;
    }

    void* scratch(int thread) {
        if (!scratch_.is_there()) scratch_ = Scratch(1);
        return scratch_.of(thread);
    }

  private:
    Scratch scratch_;
    Team team_;
};

/// Where this thread stands: in which crew's loop, as which of its threads; crew is nullptr outside of any.
struct Place {
    Crew* crew = nullptr;
    int thread = 0;
};
constinit thread_local Place place;

/// The crew in whose loop this thread is, or else the one it is the head of.
Crew& crew_here() {
    if (place.crew) return *place.crew;
    thread_local Crew own;  // made by a head alone: in a worker it would be an allocation in the middle of a loop
    return own;
}

struct Loop {
    std::int64_t tasks;
    void* context;
    void (*body)(void*, std::int64_t, std::int64_t, int);
    Crew& crew;
};

/// One of as many runs of tasks as there are threads.
void run_share(void* context, int share, int thread) {
    const Loop& loop = *static_cast<const Loop*>(context);
    const int shares = loop.crew.team().size();
    const std::int64_t begin = loop.tasks * share / shares, end = loop.tasks * (share + 1) / shares;
    if (begin == end) return;
    const FlushDenormals flush;
    place = {&loop.crew, thread};
    loop.body(loop.context, begin, end, thread);
    place = {};
}

}  // namespace

void run_parallel(std::int64_t tasks, std::int64_t work, void* context,
                  void (*body)(void*, std::int64_t, std::int64_t, int)) noexcept {
    if (tasks <= 0) return;
    Crew& crew = crew_here();
    if (tasks > 1 && work >= kForkWork && place.crew == nullptr && crew.team().size() > 1) {
        Loop loop{tasks, context, body, crew};
        return crew.team().run(&loop, run_share);
    }
    const FlushDenormals flush;
    const Place before = place;
    place = {&crew, before.thread};  // a loop inside this one must not take the whole team, nor its scratch
    body(context, 0, tasks, before.thread);
    place = before;
}

void* scratch(int thread) noexcept {
    return crew_here().scratch(thread);
}

bool prepare(int threads) noexcept {
    return threads >= 1 && place.crew == nullptr && crew_here().prepare(threads);
}

int threads() noexcept {
    return crew_here().team().size();
}

}  // namespace vitro::kernels
