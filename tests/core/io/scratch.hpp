// tests/core/io/scratch.hpp: a process to break things in, and a disk that is soon full.
#pragma once

#include <array>
#include <cstdlib>
#include <exception>
#include <sched.h>
#include <stdexcept>
#include <string>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

namespace vitro::test {

/// The text that `body` returns, or the message of what it throws, when it runs in a forked process: limits and mounts
/// end with it.
template <class Body>
std::string in_child(Body body) {
    std::array<int, 2> pipe_ends{};
    if (::pipe(pipe_ends.data()) != 0) throw std::runtime_error("no pipe");
    const pid_t child = ::fork();
    if (child == 0) {
        std::string text;
        try {
            text = body();
        } catch (const std::exception& error) {
            text = error.what();
        }
        ::_exit(::write(pipe_ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()) ? 0 : 1);
    }
    ::close(pipe_ends[1]);
    std::string text;
    std::array<char, 4096> chunk{};
    for (ssize_t got; (got = ::read(pipe_ends[0], chunk.data(), chunk.size())) > 0;)
        text.append(chunk.data(), static_cast<std::size_t>(got));
    ::close(pipe_ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    return status == 0 ? text : text + " (the child died)";
}

/// What a test is skipped for when mount_tiny_disk gives false.
constexpr const char* kNoTinyDisk = "mounting a tiny disk needs root, and a container that may mount";

/// Mounts a disk of 64 KiB over `directory` that only this process sees. False when the system does not let us.
inline bool mount_tiny_disk(const std::string& directory) {
    return ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           ::mount("tmpfs", directory.c_str(), "tmpfs", 0, "size=64k") == 0;
}

}  // namespace vitro::test
