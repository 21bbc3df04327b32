// core/io/rename.cpp: link under a temporary name, rename, flush the directory.
#include "core/io/rename.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

#include "core/io/atomic_file.hpp"
#include "core/io/file_descriptor.hpp"
#include "core/io/whole_file.hpp"

namespace vitro::core {

void rename_over(const std::string& from, const std::string& to) {
    if (std::rename(from.c_str(), to.c_str()) != 0) fail_system(from, "cannot be renamed to " + to);
    flush_directory_of(to);
}

void link_over(const std::string& from, const std::string& to) {
    const std::string temporary = temporary_name(to, 0);
    ::unlink(temporary.c_str());  // of a process of the same number, which was killed
    if (::linkat(AT_FDCWD, from.c_str(), AT_FDCWD, temporary.c_str(), AT_SYMLINK_FOLLOW) != 0) {
        if (errno == ENOENT) fail_system(from, "cannot be linked to " + to);
        return write_file_atomically(to, read_regular_file(from));
    }
    const int error = std::rename(temporary.c_str(), to.c_str()) == 0 ? 0 : errno;
    ::unlink(temporary.c_str());  // rename() leaves it when `to` was the same file already
    if (error != 0) fail_system(from, "cannot be linked to " + to, error);
    flush_directory_of(to);
}

}  // namespace vitro::core
