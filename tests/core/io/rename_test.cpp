// tests/core/io/rename_test.cpp: another name, at once, and nothing left beside it.
#include "core/io/rename.hpp"

#include <doctest/doctest.h>
#include <filesystem>
#include <unistd.h>

#include "core/io/atomic_file.hpp"
#include "core/io/whole_file.hpp"
#include "tests/core/io/scratch.hpp"
#include "tests/error_of.hpp"
#include "tests/skip.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro::core;
using namespace vitro::test;

TEST_CASE("rename: the file takes the place of what stood there") {
    const TemporaryDirectory scratch;
    scratch.write("new", "new");
    scratch.write("file", "old");
    rename_over(scratch / "new", scratch / "file");
    CHECK(read_whole_file(scratch / "file") == "new");
    CHECK(files_in(scratch.path()) == 1);
    CHECK(error_of([&] { rename_over(scratch / "new", scratch / "file"); }) ==
          (scratch / "new") + ": cannot be renamed to " + (scratch / "file") + ": No such file or directory");
    CHECK(read_whole_file(scratch / "file") == "new");
}

TEST_CASE("rename: a second name keeps its file when the first is replaced") {
    const TemporaryDirectory scratch;
    scratch.write("last", "one");
    scratch.write("previous", "none");
    link_over(scratch / "last", scratch / "previous");
    CHECK(std::filesystem::hard_link_count(scratch / "last") == 2);
    write_file_atomically(scratch / "last", "two");
    CHECK(read_whole_file(scratch / "previous") == "one");
    CHECK(read_whole_file(scratch / "last") == "two");
    CHECK(files_in(scratch.path()) == 2);
}

TEST_CASE("rename: a name that the file has already, and one that a killed process of our number left") {
    const TemporaryDirectory scratch;
    scratch.write("last", "one");
    scratch.write("previous.tmp-" + std::to_string(::getpid()) + "-0", "half");
    for (int time = 0; time < 2; ++time) {
        link_over(scratch / "last", scratch / "previous");
        CHECK(read_whole_file(scratch / "previous") == "one");
        CHECK(files_in(scratch.path()) == 2);
    }
}

TEST_CASE("rename: on another file system the second name is a copy") {
    const TemporaryDirectory scratch;
    std::filesystem::create_directory(scratch / "disk");
    scratch.write("last", "one");
    const std::string told = in_child([&] {
        if (!mount_tiny_disk(scratch / "disk")) return std::string(kNoTinyDisk);
        link_over(scratch / "last", scratch / "disk/previous");
        return read_whole_file(scratch / "disk/previous") +
               ", links: " + std::to_string(std::filesystem::hard_link_count(scratch / "last"));
    });
    if (told == kNoTinyDisk) return skip(told);
    CHECK(told == "one, links: 1");
}

TEST_CASE("rename: what is not there has no second name, and what stood there stays") {
    const TemporaryDirectory scratch;
    scratch.write("previous", "old");
    CHECK(error_of([&] { link_over(scratch / "last", scratch / "previous"); }) ==
          (scratch / "last") + ": cannot be linked to " + (scratch / "previous") + ": No such file or directory");
    CHECK(read_whole_file(scratch / "previous") == "old");
    CHECK(files_in(scratch.path()) == 1);
    scratch.write("last", "new");
    std::filesystem::remove(scratch / "previous");
    std::filesystem::create_directory(scratch / "previous");
    CHECK(error_of([&] { link_over(scratch / "last", scratch / "previous"); }) ==
          (scratch / "last") + ": cannot be linked to " + (scratch / "previous") + ": Is a directory");
    CHECK(files_in(scratch.path()) == 2);
}
