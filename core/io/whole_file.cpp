// core/io/whole_file.cpp: no size is asked for first, so that a pipe can be read like a file.
#include "core/io/whole_file.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

#include "core/io/file_descriptor.hpp"

namespace vitro::core {
namespace {

std::string read_to_end(int file, const std::string& path) {
    std::string text;
    std::array<char, 1 << 16> piece;
    for (;;) {
        const ssize_t got = ::read(file, piece.data(), piece.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail_system(path, "cannot be read");
        if (got == 0) return text;
        text.append(piece.data(), static_cast<std::size_t>(got));
    }
}

}  // namespace

std::string read_whole_file(const std::string& path) {
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) fail_system(path, "cannot be read");
    return read_to_end(file.get(), path);
}

std::string read_regular_file(const std::string& path) {
    return read_to_end(open_regular(path).get(), path);
}

std::string read_standard_input() {
    return read_to_end(STDIN_FILENO, "standard input");
}

}  // namespace vitro::core
