// core/io/file_descriptor.cpp: open, lock, complain.
#include "core/io/file_descriptor.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>

#include "core/error.hpp"

namespace vitro::core {

FileDescriptor open_regular(const std::string& path) {
    FileDescriptor file(
        ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));  // or a pipe would keep open() waiting
    if (!file) fail_system(path, "cannot be opened");
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) fail_system(path, "cannot be examined");
    if (!S_ISREG(status.st_mode)) throw Error(fmt::format("{}: is not a regular file", path));
    return file;
}

FileDescriptor lock_directory(const std::string& path) {
    FileDescriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory) fail_system(path, "cannot be opened");
    if (::flock(directory.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) directory.close();
    return directory;
}

void fail_system(const std::string& path, std::string_view what, int error, std::string_view outcome) {
    throw Error(fmt::format("{}: {}: {}{}", path, what, std::generic_category().message(error),
                            outcome.empty() ? "" : fmt::format(" ({})", outcome)));
}

}  // namespace vitro::core
