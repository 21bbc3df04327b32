// bench/peers/child.cpp: stop, go on, end.
#include "bench/peers/child.hpp"

#include <csignal>
#include <cstring>
#include <fmt/format.h>
#include <sys/wait.h>
#include <utility>

namespace vitro::bench::peers {

Child& Child::operator=(Child&& other) noexcept {
    if (this != &other) {
        end();
        id_ = std::exchange(other.id_, 0);
    }
    return *this;
}

void Child::signal(int number) const noexcept {
    if (id_ > 0) kill(id_, number);
}

void Child::go_on() const noexcept {
    signal(SIGCONT);
}

void Child::stop() const noexcept {
    if (!is_there()) return;
    signal(SIGSTOP);
    siginfo_t state;
    waitid(P_PID, static_cast<id_t>(id_), &state, WSTOPPED | WEXITED | WNOWAIT);
}

std::string Child::end() noexcept {
    if (!is_there()) return "";
    signal(SIGKILL);  // no more than a zombie feels it, when it has ended by itself
    int status = 0;
    const bool known = waitpid(id_, &status, 0) == id_;
    id_ = 0;
    if (!known) return "ended";
    if (!WIFSIGNALED(status)) return fmt::format("ended with status {}", WEXITSTATUS(status));
    return fmt::format("ended by signal {} ({})", WTERMSIG(status), strsignal(WTERMSIG(status)));
}

}  // namespace vitro::bench::peers
