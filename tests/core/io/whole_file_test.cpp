// tests/core/io/whole_file_test.cpp: every byte, or a sentence.
#include "core/io/whole_file.hpp"

#include <array>
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/io/atomic_file.hpp"
#include "tests/error_of.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro::core;
using namespace vitro::test;

TEST_CASE("a whole file comes back byte for byte") {
    const TemporaryDirectory scratch;
    const std::string path = scratch / "bytes";
    for (const std::string& bytes : {std::string(), std::string("a\0b\r\n", 5), std::string(300000, 'x')}) {
        write_file_atomically(path, bytes);
        CHECK(read_whole_file(path) == bytes);
    }
}

TEST_CASE("a file that cannot be read is named, with the reason") {
    const TemporaryDirectory scratch;
    const std::string path = scratch / "missing";
    CHECK(error_of([&] { read_whole_file(path); }) == path + ": cannot be read: No such file or directory");
    const std::string directory = scratch.path().string();
    CHECK(error_of([&] { read_whole_file(directory); }) == directory + ": cannot be read: Is a directory");
}

TEST_CASE("a pipe is read to its end, but refused at once where only a regular file will do") {
    const TemporaryDirectory scratch;
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    REQUIRE(::write(ends[1], "through", 7) == 7);
    ::close(ends[1]);
    CHECK(read_whole_file("/dev/fd/" + std::to_string(ends[0])) == "through");
    ::close(ends[0]);

    const std::string pipe = scratch / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    CHECK(error_of([&] { read_regular_file(pipe); }) == pipe + ": is not a regular file");
    scratch.write("file", "text");
    CHECK(read_regular_file(scratch / "file") == "text");
}
