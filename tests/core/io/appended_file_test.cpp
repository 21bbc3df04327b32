// tests/core/io/appended_file_test.cpp: whole pieces behind one another, or what was there before.
#include "core/io/appended_file.hpp"

#include <csignal>
#include <doctest/doctest.h>
#include <string>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/io/whole_file.hpp"
#include "tests/core/io/scratch.hpp"
#include "tests/error_of.hpp"
#include "tests/skip.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro::core;
using namespace vitro::test;

namespace {

const std::string kBig(200'000, 'x');

/// Appends "a", then too much, then "b", where there is room for the small ones only.
std::string append_too_much(const TemporaryDirectory& scratch) {
    AppendedFile file(scratch / "file");
    file.append("a");
    std::string message = error_of([&] { file.append(kBig); });
    file.append("b");
    return message + " | " + read_whole_file(scratch / "file");
}

std::string told_of(const TemporaryDirectory& scratch, const std::string& words) {
    return (scratch / "file") + ": cannot be written: " + words + " (what it held is unchanged) | ab";
}

}  // namespace

TEST_CASE("appended file: it is made, grows, and is gone on with") {
    const TemporaryDirectory scratch;
    {
        AppendedFile file(scratch / "file");
        CHECK(read_whole_file(scratch / "file").empty());
        file.append("one\n");
        file.append("");
        file.append("two\n");
        file.flush_to_disk();
        CHECK(read_whole_file(scratch / "file") == "one\ntwo\n");
    }
    AppendedFile(scratch / "file").append("three\n");
    CHECK(read_whole_file(scratch / "file") == "one\ntwo\nthree\n");
}

TEST_CASE("appended file: a piece that the limit of size cuts leaves nothing of itself") {
    const TemporaryDirectory scratch;
    const std::string told = in_child([&] {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{65536, 65536};
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return std::string("cannot set a limit");
        return append_too_much(scratch);
    });
    CHECK(told == told_of(scratch, "File too large"));
}

TEST_CASE("appended file: a piece that a full disk cuts leaves nothing of itself") {
    const TemporaryDirectory scratch;
    const std::string told = in_child([&] {
        if (!mount_tiny_disk(scratch.path())) return std::string(kNoTinyDisk);
        return append_too_much(scratch);
    });
    if (told == kNoTinyDisk) return skip(told);
    CHECK(told == told_of(scratch, "No space left on device"));
}

TEST_CASE("appended file: a directory that may not be written, one that is not there, and what is no file") {
    const TemporaryDirectory scratch;
    std::filesystem::create_directory(scratch / "locked");
    ::chmod((scratch / "locked").c_str(), 0555);
    ::chmod(scratch.path().c_str(), 0755);  // for whoever we become below
    const auto refusal = [&](const std::string& name) { return error_of([&] { AppendedFile file(scratch / name); }); };
    CHECK(in_child([&] {
              if (::geteuid() == 0 && ::setuid(65534) != 0) return std::string("cannot give up root");
              return refusal("locked/file");
          }) == (scratch / "locked/file") + ": cannot be written: Permission denied");
    CHECK(refusal("none/file") == (scratch / "none/file") + ": cannot be written: No such file or directory");
    CHECK(refusal("locked") == (scratch / "locked") + ": cannot be written: Is a directory");
    REQUIRE(::mkfifo((scratch / "pipe").c_str(), 0600) == 0);
    CHECK(refusal("pipe") == (scratch / "pipe") + ": cannot be written: No such device or address");
}
