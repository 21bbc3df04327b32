// kernels/team.hpp: threads that stand ready to run one job together with the thread that owns them, their head.
//
// A job is cut into as many shares as the team has threads. Share 0 is the head's; whoever is free takes the
// next of the others, the head as well, so that it never waits for a thread that has yet to wake or that another
// program keeps off its core: it waits only for shares that have been begun. Between jobs, and at a job's end, a thread
// looks at the counter for some microseconds, since the next job mostly comes at once, and then sleeps: a thread that
// looked on would keep a core from whatever else has work to do, its own head included. (OpenMP's runtimes look on for
// milliseconds unless their environment variables say otherwise, which a library cannot set; and they end the program
// when a thread cannot be started.)
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace vitro::kernels {

class Team {
  public:
    /// Does one share of a job, 0 <= share < size(), on the given thread of the team; the head is thread 0.
    using Work = void (*)(void* context, int share, int thread);

    Team() = default;
    ~Team();
    Team(const Team&) = delete;
    Team& operator=(const Team&) = delete;

    /// With the head; 1 at first.
    int size() const { return size_; }

    /// Starts the threads that it lacks; those it has too many stay asleep until they are wanted again. False, and
    /// nothing has changed, when the system gives no more.
    bool resize(int size) noexcept;

    /// Runs work(context, share, thread) once for each share, and returns when all have ended. By the head alone.
    void run(void* context, Work work) noexcept;

  private:
    struct Job {
        void* context = nullptr;
        Work work = nullptr;
    };

    void serve(int thread);
    bool take_one(int thread);
    void tell();

    std::vector<std::thread> workers_;
    int size_ = 1;
    Job job_;
    alignas(64) std::atomic<int> news_ = 0;  // grows with each job, and at the end
    std::atomic<bool> ending_ = false;
    std::atomic<int> offer_ = 0;             // the shares that nobody has begun, and who may
    alignas(64) std::atomic<int> open_ = 0;  // the shares that have not ended, but for the head's
};

}  // namespace vitro::kernels
