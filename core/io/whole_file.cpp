// core/io/whole_file.cpp: no size is asked for first, so that a pipe can be read like a file.
#include "core/io/whole_file.hpp"

#include <array>
#include <fcntl.h>

#include "core/io/file_descriptor.hpp"

namespace vitro::core {
namespace {

std::string read_to_end(const FileDescriptor& file, const std::string& path) {
    std::string text;
    std::array<char, 1 << 16> piece;
    for (;;) {
        const ssize_t got = ::read(file.get(), piece.data(), piece.size());
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
    return read_to_end(file, path);
}

std::string read_regular_file(const std::string& path) {
    return read_to_end(open_regular(path), path);
}

}  // namespace vitro::core
