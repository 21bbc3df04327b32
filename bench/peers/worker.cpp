// bench/peers/worker.cpp: a socket to a child process, which runs only while it is asked.
#include "bench/peers/worker.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <poll.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/error.hpp"
#include "core/printable.hpp"

namespace vitro::bench::peers {
namespace {

constexpr int kPatience = 300'000;  ///< milliseconds for one answer: a slow product of the largest shape takes seconds

void set_environment(const Command& command) {
    const std::string threads = std::to_string(command.threads);
    for (const char* name : {"OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"})
        setenv(name, threads.c_str(), 1);
    if (command.library_folder.empty()) return;
    const char* const before = std::getenv("LD_LIBRARY_PATH");
    setenv("LD_LIBRARY_PATH", (command.library_folder + (before ? std::string(":") + before : "")).c_str(), 1);
}

/// In the child. A group of its own: Ctrl-C reaches the host, and the worker ends with it.
[[noreturn]] void become(const Command& command, int socket) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(socket, STDIN_FILENO);
    dup2(socket, STDOUT_FILENO);
    set_environment(command);
    std::vector<char*> words;
    for (const std::string& word : command.words) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    execvp(words[0], words.data());
    const std::string reason = fmt::format("failed {}: {}\n", command.words[0], std::strerror(errno));
    [[maybe_unused]] const ssize_t written = write(STDOUT_FILENO, reason.data(), reason.size());
    _exit(127);
}

}  // namespace

Worker::Worker(std::string name, const Command& command) : name_(std::move(name)), threads_(command.threads) {
    start(command);
    try {
        const Answer answer = answer_of(read_line());
        if (answer.word != "ready") throw std::invalid_argument(answer.rest);
        greeting_ = answer.rest;
        process_.stop();
    } catch (const std::exception& error) {
        hang_up();
        throw core::Error(error.what());
    }
}

Worker::~Worker() {
    hang_up();
}

void Worker::start(const Command& command) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        throw core::Error(fmt::format("no process for {}: {}", name_, std::strerror(errno)));
    const pid_t id = fork();
    if (id == 0) become(command, ends[1]);
    close(ends[1]);
    socket_ = ends[0];
    process_ = Child(id);
    if (process_.is_there()) return;
    const int reason = errno;
    hang_up();
    throw core::Error(fmt::format("no process for {}: {}", name_, std::strerror(reason)));
}

double Worker::ask(const Question& question) {
    const std::string text = text_of(question);
    try {
        return number_of(answer_to(text), question.verb == Verb::time ? "seconds" : "sum");
    } catch (const std::exception& error) {
        fail(text, error.what());
    }
}

Answer Worker::answer_to(const std::string& question) {
    if (!process_.is_there()) throw std::runtime_error("has ended before");
    process_.go_on();
    const std::string line = question + "\n";
    // One that has ended is noticed by reading.
    [[maybe_unused]] const ssize_t sent = send(socket_, line.data(), line.size(), MSG_NOSIGNAL);
    const std::string answer = read_line();
    process_.stop();
    return answer_of(answer);
}

std::string Worker::read_line() {
    for (std::size_t end = 0; (end = unread_.find('\n')) == std::string::npos;) {
        pollfd waiting{socket_, POLLIN, 0};
        const int ready = poll(&waiting, 1, kPatience);
        if (ready < 0 && errno == EINTR) continue;
        if (ready == 0) throw std::runtime_error(fmt::format("did not answer for {} seconds", kPatience / 1000));
        char bytes[4096];
        const ssize_t count = read(socket_, bytes, sizeof bytes);
        if (count <= 0) throw std::runtime_error(process_.end());
        unread_.append(bytes, static_cast<std::size_t>(count));
    }
    const std::size_t end = unread_.find('\n');
    std::string line = unread_.substr(0, end);
    unread_.erase(0, end + 1);
    return line;
}

void Worker::hang_up() noexcept {
    if (socket_ >= 0) close(socket_);
    socket_ = -1;
    process_.end();
}

void Worker::fail(const std::string& during, const std::string& what) const {
    throw core::Error(fmt::format("{} with {} thread{}, asked to {}: {}", name_, threads_, threads_ == 1 ? "" : "s",
                                  during, core::printable(what, '\'')));
}

}  // namespace vitro::bench::peers
