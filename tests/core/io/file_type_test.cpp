// tests/core/io/file_type_test.cpp: what is there, what is not, and what cannot be known.
#include "core/io/file_type.hpp"

#include <doctest/doctest.h>
#include <filesystem>

#include "tests/error_of.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro::core;
using namespace vitro::test;
using std::filesystem::file_type;

TEST_CASE("file type: files, directories, links to them, and nothing") {
    const TemporaryDirectory scratch;
    scratch.write("file", "text");
    std::filesystem::create_symlink("file", scratch / "link");
    std::filesystem::create_symlink("nowhere", scratch / "broken");
    CHECK(type_of(scratch / "file") == file_type::regular);
    CHECK(type_of(scratch / "link") == file_type::regular);
    CHECK(type_of(scratch.path()) == file_type::directory);
    CHECK(type_of(scratch / "missing") == file_type::not_found);
    CHECK(type_of(scratch / "broken") == file_type::not_found);
    CHECK(type_of(scratch / "file/below") == file_type::not_found);
}

TEST_CASE("file type: what cannot be known is an error that names the path and the reason") {
    const TemporaryDirectory scratch;
    std::filesystem::create_symlink("loop", scratch / "loop");
    CHECK(error_of([&] { type_of(scratch / "loop"); }) ==
          (scratch / "loop") + ": cannot be looked at: Too many levels of symbolic links");
    const std::string name(300, 'x');
    CHECK(error_of([&] { type_of(scratch / name); }).ends_with(": cannot be looked at: File name too long"));
}
