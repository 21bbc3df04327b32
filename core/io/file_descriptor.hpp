// core/io/file_descriptor.hpp: an open file that closes itself, ways to open one, and what is said when the system
// refuses.
#pragma once

#include <cerrno>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace vitro::core {

/// Owns a POSIX file descriptor; -1 stands for none.
class FileDescriptor {
  public:
    FileDescriptor() = default;
    explicit FileDescriptor(int descriptor) noexcept : descriptor_(descriptor) {}
    FileDescriptor(FileDescriptor&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    FileDescriptor& operator=(FileDescriptor&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~FileDescriptor() { close(); }

    explicit operator bool() const { return descriptor_ >= 0; }
    int get() const { return descriptor_; }
    void close() noexcept {
        if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
    }

  private:
    int descriptor_ = -1;
};

/// Opens a file to be read that must be a regular one: a pipe in its place might keep us waiting for ever. Throws
/// Error.
FileDescriptor open_regular(const std::string& path);

/// Opens a directory and locks it until the descriptor is closed or the process ends, in whatever way. None when
/// another descriptor, of this or of another process, holds the lock. Where the file system knows no locks, nobody is
/// kept out. Throws Error when there is no such directory.
FileDescriptor lock_directory(const std::string& path);

/// Throws Error "path: what: No such file or directory", in the system's words for `error`, with what became of the
/// file in brackets behind it, if that is given.
[[noreturn]] void fail_system(const std::string& path, std::string_view what, int error = errno,
                              std::string_view outcome = {});

}  // namespace vitro::core
