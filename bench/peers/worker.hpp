// bench/peers/worker.hpp: a process that computes for one peer, as its host sees it.
//
// Between two questions the process is stopped (SIGSTOP): no thread of it runs, whatever its library does with threads
// that wait. So every library keeps its own way of waiting while it is asked, and takes nothing from the next.
#pragma once

#include <string>
#include <vector>

#include "bench/peers/child.hpp"
#include "bench/peers/protocol.hpp"

namespace vitro::bench::peers {

/// How to start a worker.
struct Command {
    std::vector<std::string> words = {};  ///< the program and its arguments
    int threads = 1;                      ///< what OMP_NUM_THREADS and the like are set to
    std::string library_folder = {};      ///< put in front of LD_LIBRARY_PATH; may be empty
};

class Worker {
  public:
    /// Starts it and waits until it is ready. Throws core::Error with its reason, or with how it ended.
    Worker(std::string name, const Command& command);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    const std::string& name() const { return name_; }
    int threads() const { return threads_; }
    /// What it called itself when it was ready, with its version.
    const std::string& greeting() const { return greeting_; }
    /// Seconds of a call, or the sum of a check. Throws core::Error when it fails, dies, or does not answer in time.
    double ask(const Question& question);

  private:
    void start(const Command& command);
    Answer answer_to(const std::string& question);
    std::string read_line();
    void hang_up() noexcept;
    [[noreturn]] void fail(const std::string& during, const std::string& what) const;

    std::string name_, greeting_;
    int threads_ = 1;
    Child process_;
    int socket_ = -1;
    std::string unread_;
};

}  // namespace vitro::bench::peers
