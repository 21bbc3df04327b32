// bench/peers/child.hpp: a process that this one has started, and the only place that sends a signal.
//
// kill() with a number that is not positive means groups of processes, or all of them: no number leaves this class, and
// none is used once the process is gone.
#pragma once

#include <string>
#include <sys/types.h>

namespace vitro::bench::peers {

class Child {
  public:
    Child() = default;  ///< none
    /// What fork() gave in the parent; none when that is not positive.
    explicit Child(pid_t id) : id_(id > 0 ? id : 0) {}
    ~Child() { end(); }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    Child(Child&& other) noexcept : id_(other.id_) { other.id_ = 0; }
    Child& operator=(Child&& other) noexcept;

    bool is_there() const { return id_ > 0; }
    void go_on() const noexcept;
    /// Returns when all of its threads are stopped, or it has ended.
    void stop() const noexcept;
    /// Ends it, if it has not ended by itself, and says how it ended: "ended by signal 9 (Killed)", "ended with status
    /// 1"; empty when there is none.
    std::string end() noexcept;

  private:
    void signal(int number) const noexcept;
    pid_t id_ = 0;  ///< 0: none, or gone
};

}  // namespace vitro::bench::peers
