// core/io/appended_file.cpp: open to append, write whole pieces.
#include "core/io/appended_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "core/error.hpp"

namespace vitro::core {

AppendedFile::AppendedFile(std::string path) : path_(std::move(path)) {
    constexpr int kHow = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK;  // or a pipe would keep open() waiting
    file_ = FileDescriptor(::open(path_.c_str(), kHow, 0666));
    if (!file_) fail_system(path_, "cannot be written");
    struct stat status {};
    if (::fstat(file_.get(), &status) != 0) fail_system(path_, "cannot be examined");
    if (!S_ISREG(status.st_mode)) throw Error(fmt::format("{}: is not a regular file", path_));
}

void AppendedFile::append(std::string_view bytes) {
    const off_t before = ::lseek(file_.get(), 0, SEEK_END);
    while (!bytes.empty()) {
        const ssize_t written = ::write(file_.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) {
            const int error = errno;
            if (before < 0 || ::ftruncate(file_.get(), before) != 0) fail_system(path_, "cannot be written", error);
            fail_system(path_, "cannot be written", error, "what it held is unchanged");
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void AppendedFile::flush_to_disk() {
    if (::fsync(file_.get()) != 0) fail_system(path_, "cannot be flushed to the disk");
}

}  // namespace vitro::core
