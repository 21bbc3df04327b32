// tests/nn/train/file_calls.cpp: the C library's functions under their own names, which the linker finds here first.
#include "tests/nn/train/file_calls.hpp"

#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

namespace {

int calls_left = -1;  // until the process is killed; negative: it is not
bool no_sync = false;

/// The library's own function of this name and type.
template <class Function>
Function* library(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

bool is_last_call() {
    return calls_left >= 0 && calls_left-- == 0;
}

void count() {
    if (is_last_call()) ::kill(::getpid(), SIGKILL);
}

}  // namespace

namespace vitro::test {

void die_before_file_call(int number) {
    calls_left = number;
}

NoSync::NoSync() {
    no_sync = true;
}

NoSync::~NoSync() {
    no_sync = false;
}

}  // namespace vitro::test

extern "C" {

ssize_t write(int file, const void* data, std::size_t bytes) {
    static auto* const real = library<ssize_t(int, const void*, std::size_t)>("write");
    if (!is_last_call()) return real(file, data, bytes);
    real(file, data, bytes / 2);
    return ::kill(::getpid(), SIGKILL);
}

int open(const char* path, int flags, ...) {
    static auto* const real = library<int(const char*, int, ...)>("open");
    count();
    va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    return real(path, flags, mode);
}

int fsync(int file) {
    static auto* const real = library<int(int)>("fsync");
    count();
    return no_sync ? 0 : real(file);
}

int rename(const char* from, const char* to) noexcept {
    static auto* const real = library<int(const char*, const char*)>("rename");
    count();
    return real(from, to);
}

int linkat(int from_directory, const char* from, int to_directory, const char* to, int flags) noexcept {
    static auto* const real = library<int(int, const char*, int, const char*, int)>("linkat");
    count();
    return real(from_directory, from, to_directory, to, flags);
}

int unlink(const char* path) noexcept {
    static auto* const real = library<int(const char*)>("unlink");
    count();
    return real(path);
}

int remove(const char* path) noexcept {
    static auto* const real = library<int(const char*)>("remove");
    count();
    return real(path);
}

}  // extern "C"
