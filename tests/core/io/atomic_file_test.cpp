// tests/core/io/atomic_file_test.cpp: the old file or the new one, whatever happens.
#include "core/io/atomic_file.hpp"

#include <csignal>
#include <doctest/doctest.h>
#include <filesystem>
#include <string>
#include <sys/resource.h>
#include <sys/stat.h>

#include "core/error.hpp"
#include "core/io/whole_file.hpp"
#include "tests/core/io/scratch.hpp"
#include "tests/error_of.hpp"
#include "tests/skip.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro::core;
using namespace vitro::test;

namespace {

const std::string kLongText(200'000, 'x');

unsigned permissions(const std::string& path) {
    struct stat status {};
    ::stat(path.c_str(), &status);
    return status.st_mode & 07777;
}

/// Tries to put kLongText in the place of a file that holds "old"; what the error says, what is there afterwards.
std::string replace_and_tell(const std::string& directory) {
    const std::string path = directory + "/file";
    const std::string message = error_of([&] { write_file_atomically(path, kLongText); });
    return message + " | " + read_whole_file(path) + " | " + std::to_string(files_in(directory));
}

}  // namespace

TEST_CASE("a file is created and replaced, and nothing else is left") {
    const TemporaryDirectory scratch;
    write_file_atomically(scratch / "file", "one");
    CHECK(read_whole_file(scratch / "file") == "one");
    write_file_atomically(scratch / "file", std::string("two\0three", 9));
    CHECK(read_whole_file(scratch / "file") == std::string("two\0three", 9));
    write_file_atomically(scratch / "file", "");
    CHECK(read_whole_file(scratch / "file").empty());
    CHECK(files_in(scratch.path()) == 1);
}

TEST_CASE("a bare name is written into the working directory") {
    const TemporaryDirectory scratch;
    CHECK(in_child([&] {
              std::filesystem::current_path(scratch.path());
              write_file_atomically("file", "here");
              return std::string();
          }) == "");
    CHECK(read_whole_file(scratch / "file") == "here");
}

TEST_CASE("without commit the old file stays and the temporary one goes") {
    const TemporaryDirectory scratch;
    scratch.write("file", "old");
    {
        AtomicFile file(scratch / "file");
        file.write("new");
        CHECK(files_in(scratch.path()) == 2);
        CHECK(read_whole_file(scratch / "file") == "old");
    }
    CHECK(files_in(scratch.path()) == 1);
    CHECK(read_whole_file(scratch / "file") == "old");
}

TEST_CASE("two writers of one file do not disturb each other, the last one to commit wins") {
    const TemporaryDirectory scratch;
    AtomicFile first(scratch / "file"), second(scratch / "file");
    first.write("first");
    second.write("second");
    second.commit();
    first.commit();
    CHECK(read_whole_file(scratch / "file") == "first");
    CHECK(files_in(scratch.path()) == 1);
}

TEST_CASE("a new file has the permissions of any new file, a replaced one keeps its own") {
    const TemporaryDirectory scratch;
    scratch.write("ordinary", "");
    write_file_atomically(scratch / "new", "");
    CHECK(permissions(scratch / "new") == permissions(scratch / "ordinary"));
    ::chmod((scratch / "new").c_str(), 0640);
    write_file_atomically(scratch / "new", "again");
    CHECK(permissions(scratch / "new") == 0640);
}

TEST_CASE("a symbolic link is followed") {
    const TemporaryDirectory scratch;
    scratch.write("elsewhere/file", "old");
    std::filesystem::create_symlink("elsewhere/file", scratch / "link");
    write_file_atomically(scratch / "link", "new");
    CHECK(std::filesystem::is_symlink(scratch / "link"));
    CHECK(read_whole_file(scratch / "elsewhere/file") == "new");
    std::filesystem::create_symlink(scratch / "link", scratch / "second");
    write_file_atomically(scratch / "second", "newer");
    CHECK(read_whole_file(scratch / "elsewhere/file") == "newer");
}

TEST_CASE("a symbolic link to a file that is not there yet is followed, one without an end is refused") {
    const TemporaryDirectory scratch;
    std::filesystem::create_directory(scratch / "elsewhere");
    std::filesystem::create_symlink("elsewhere/file", scratch / "link");
    write_file_atomically(scratch / "link", "new");
    CHECK(std::filesystem::is_symlink(scratch / "link"));
    CHECK(read_whole_file(scratch / "elsewhere/file") == "new");
    std::filesystem::create_symlink("loop", scratch / "loop");
    CHECK(error_of([&] { write_file_atomically(scratch / "loop", ""); }).starts_with((scratch / "loop") + ": "));
    CHECK(std::filesystem::is_symlink(scratch / "loop"));
}

TEST_CASE("what is no regular file is refused") {
    const TemporaryDirectory scratch;
    CHECK(error_of([&] { write_file_atomically(scratch.path(), ""); }) ==
          scratch.path().string() + ": is not a regular file");
    CHECK(error_of([] { write_file_atomically("/dev/full", ""); }) == "/dev/full: is not a regular file");
}

TEST_CASE("a missing directory is named with the system's words") {
    const TemporaryDirectory scratch;
    const std::string path = scratch / "none/file";
    CHECK(error_of([&] { write_file_atomically(path, ""); }) ==
          path + ": cannot create a file in " + (scratch / "none") +
              ": No such file or directory (nothing was left behind)");
    CHECK_THROWS_AS(write_file_atomically(path, ""), Error);
}

TEST_CASE("a directory that may not be written leaves the old file") {
    const TemporaryDirectory scratch;
    const std::string locked = scratch / "locked";
    scratch.write("locked/file", "old");
    ::chmod(locked.c_str(), 0555);
    ::chmod(scratch.path().c_str(), 0755);  // for whoever we become below
    const std::string told = in_child([&] {
        if (::geteuid() == 0 && ::setuid(65534) != 0) return std::string("cannot give up root");
        return replace_and_tell(locked);
    });
    ::chmod(locked.c_str(), 0755);
    CHECK(told == locked + "/file: cannot create a file in " + locked +
                      ": Permission denied (the file that stood there is unchanged) | old | 1");
}

TEST_CASE("a write beyond the file size limit leaves the old file") {
    const TemporaryDirectory scratch;
    scratch.write("file", "old");
    const std::string told = in_child([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{65536, 65536};
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return std::string("cannot set a limit");
        return replace_and_tell(scratch.path());
    });
    CHECK(told == (scratch / "file") +
                      ": cannot be written: File too large (the file that stood there is unchanged) | old | 1");
}

TEST_CASE("a full disk leaves the old file") {
    const TemporaryDirectory scratch;
    const std::string told = in_child([&] {
        if (!mount_tiny_disk(scratch.path())) return std::string(kNoTinyDisk);
        scratch.write("file", "old");
        return replace_and_tell(scratch.path());
    });
    if (told == kNoTinyDisk) return skip(told);
    CHECK(told ==
          (scratch / "file") +
              ": cannot be written: No space left on device (the file that stood there is unchanged) | old | 1");
}

TEST_CASE("a kill leaves the old file, and the next writer removes what it left behind") {
    const TemporaryDirectory scratch;
    scratch.write("file", "old");
    const pid_t child = ::fork();
    if (child == 0) {
        AtomicFile file(scratch / "file");
        file.write(kLongText);
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    CHECK(read_whole_file(scratch / "file") == "old");
    CHECK(files_in(scratch.path()) == 2);
    scratch.write("file2.tmp-1-0", "of another file");
    {
        AtomicFile beside(scratch / "file");  // alive, so nobody's to remove
        write_file_atomically(scratch / "file", "new");
        beside.write("newer");
        CHECK(read_whole_file(scratch / "file") == "new");
        CHECK(files_in(scratch.path()) == 3);
        beside.commit();
    }
    CHECK(read_whole_file(scratch / "file") == "newer");
    CHECK(read_whole_file(scratch / "file2.tmp-1-0") == "of another file");
    CHECK(files_in(scratch.path()) == 2);
}

TEST_CASE("after a failure nothing can be committed") {
    const TemporaryDirectory scratch;
    scratch.write("file", "old");
    const std::string told = in_child([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{65536, 65536};
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return std::string("cannot set a limit");
        AtomicFile file(scratch / "file");
        const bool write_failed = error_of([&] { file.write(kLongText); }) != "no error";
        const bool commit_failed = error_of([&] { file.commit(); }) != "no error";
        return std::string(write_failed ? "write failed" : "written") +
               (commit_failed ? ", commit failed" : ", committed");
    });
    CHECK(told == "write failed, commit failed");
    CHECK(read_whole_file(scratch / "file") == "old");
}
