// tests/core/io/file_descriptor_test.cpp: what is opened, who has a lock, and the system's words.
#include "core/io/file_descriptor.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "tests/core/io/scratch.hpp"
#include "tests/error_of.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro::core;
using namespace vitro::test;

TEST_CASE("a regular file is opened, but a pipe or a folder in its place is refused at once") {
    const TemporaryDirectory scratch;
    scratch.write("file", "x");
    char byte = 0;
    CHECK(::read(open_regular(scratch / "file").get(), &byte, 1) == 1);
    CHECK(byte == 'x');
    REQUIRE(::mkfifo((scratch / "pipe").c_str(), 0600) == 0);
    const auto refusal = [](const std::string& path) { return error_of([&] { open_regular(path); }); };
    CHECK(refusal(scratch / "pipe") == (scratch / "pipe") + ": is not a regular file");
    CHECK(refusal(scratch.path().string()) == scratch.path().string() + ": is not a regular file");
    CHECK(refusal(scratch / "none") == (scratch / "none") + ": cannot be opened: No such file or directory");
}

TEST_CASE("a locked directory is nobody else's, in this process or another, until the lock is closed") {
    const TemporaryDirectory scratch;
    const std::string path = scratch.path().string();
    const auto in_another_process = [&] {
        return in_child([&] { return std::string(lock_directory(path) ? "free" : "taken"); });
    };
    FileDescriptor lock = lock_directory(path);
    REQUIRE(lock);
    CHECK(!lock_directory(path));
    CHECK(in_another_process() == "taken");
    lock.close();
    CHECK(in_another_process() == "free");
    CHECK(lock_directory(path));  // the other process has ended
    CHECK(error_of([&] { lock_directory(scratch / "none"); }) ==
          (scratch / "none") + ": cannot be opened: No such file or directory");
}

TEST_CASE("a failure of the system is told with the path, what was tried and what became of it") {
    CHECK(error_of([] { fail_system("a/b", "cannot be read", EISDIR); }) == "a/b: cannot be read: Is a directory");
    CHECK(error_of([] { fail_system("a/b", "cannot be written", ENOSPC, "nothing is lost"); }) ==
          "a/b: cannot be written: No space left on device (nothing is lost)");
    CHECK(error_of([] {
              errno = EACCES;
              fail_system("a/b", "cannot be opened");
          }) == "a/b: cannot be opened: Permission denied");
}
