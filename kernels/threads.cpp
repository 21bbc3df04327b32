// kernels/threads.cpp: teams of threads by OpenMP, which no other file names.
#include "kernels/threads.hpp"

#include <omp.h>
#include <sys/mman.h>

#include "kernels/kernels.hpp"

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace vitro::kernels {
namespace {

/// Work below which one thread is faster than two. Measured (2 cores of Zen 4, libgomp): a region costs 1.5
/// microseconds while the team still spins, more when it sleeps; two threads are even at 50,000 numbers moved or
/// 300,000 operations.
constexpr std::int64_t kForkWork = std::int64_t{1} << 17;

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

/// The scratch of a team, in one block of pages, which exist once they are touched. From the system itself: it says no
/// where an allocator might end the program.
class Team {
  public:
    Team() = default;
    ~Team() { release(); }
    Team(const Team&) = delete;
    Team& operator=(const Team&) = delete;

    int size() const { return size_; }

    bool reserve(int size) {
        void* pages = mmap(nullptr, bytes_of(size), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (pages == MAP_FAILED) return false;
        release();
        scratch_ = static_cast<std::byte*>(pages);
        size_ = size;
        return true;
    }

    void* scratch(int thread) {
        if (scratch_ == nullptr && !reserve(1)) return nullptr;
        return scratch_ + bytes_of(thread);
    }

  private:
    static std::size_t bytes_of(int threads) { return kScratchBytes * static_cast<std::size_t>(threads); }
    void release() {
        if (scratch_ != nullptr) munmap(scratch_, bytes_of(size_));
    }

    std::byte* scratch_ = nullptr;
    int size_ = 1;
};

/// Where this thread stands: in which team's region, as which of its threads; team is nullptr outside.
struct Place {
    Team* team = nullptr;
    int thread = 0;
};
constinit thread_local Place place;

/// The team in whose region this thread is, or else the one it is the head of.
Team& team_here() {
    thread_local Team own;
    return place.team ? *place.team : own;
}

struct Job {
    std::int64_t tasks;
    void* context;
    void (*body)(void*, std::int64_t, std::int64_t, int);
};

/// This thread's share of the job: the tasks are cut into as many runs as there are threads.
void run_share(const Job& job, Team& team, int thread, int threads) {
    const std::int64_t begin = job.tasks * thread / threads, end = job.tasks * (thread + 1) / threads;
    if (begin == end) return;
    const FlushDenormals flush;
    place = {&team, thread};
    job.body(job.context, begin, end, thread);
    place = {};
}

/// Always the whole team, even for fewer tasks: the runtime would end the threads left out, and start them anew later.
void run_team(const Job& job, Team& team) {
#pragma omp parallel num_threads(team.size())
    run_share(job, team, omp_get_thread_num(), omp_get_num_threads());
}

}  // namespace

void run_parallel(std::int64_t tasks, std::int64_t work, void* context,
                  void (*body)(void*, std::int64_t, std::int64_t, int)) noexcept {
    if (tasks <= 0) return;
    if (tasks > 1 && work >= kForkWork && place.team == nullptr && team_here().size() > 1)
        return run_team({tasks, context, body}, team_here());
    const FlushDenormals flush;
    const Place before = place;
    place = {&team_here(), before.thread};  // a loop inside this one must not take the whole team, nor its scratch
    body(context, 0, tasks, before.thread);
    place = before;
}

void* scratch(int thread) noexcept {
    return team_here().scratch(thread);
}

bool prepare(int threads) noexcept {
    if (threads < 1 || place.team != nullptr || !team_here().reserve(threads)) return false;
    if (threads > 1)  // starts the threads now, so that the first kernel does not wait for them
        run_team({threads, nullptr, [](void*, std::int64_t, std::int64_t, int) {}}, team_here());
    return true;
}

int threads() noexcept {
    return team_here().size();
}

}  // namespace vitro::kernels
