// tests/core/io/abandoned_files_test.cpp: what killed writers left goes, whatever it was to become; nothing else does.
#include <csignal>
#include <doctest/doctest.h>
#include <filesystem>

#include "core/io/atomic_file.hpp"
#include "tests/core/io/scratch.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro::core;
using namespace vitro::test;

namespace {

/// Half of a file, by a process that is killed.
void begin_and_die(const std::string& path) {
    const pid_t child = ::fork();
    if (child == 0) {
        AtomicFile file(path);
        file.write("half");
        ::kill(::getpid(), SIGKILL);
    }
    ::waitpid(child, nullptr, 0);
}

}  // namespace

TEST_CASE("the temporary files of killed writers are removed, those of writers at work and other files are not") {
    const TemporaryDirectory scratch;
    begin_and_die(scratch / "one");
    begin_and_die(scratch / "two");
    AtomicFile alive(scratch / "three");
    alive.write("whole");
    const char* const others[] = {"notes.tmp-draft", ".tmp-1-0",      "one.tmp-1",
                                  "one.tmp-1-",      "one.tmp-1-0-0", "one.tmp--1"};
    for (const char* name : others) scratch.write(name, "precious");
    CHECK(files_in(scratch.path()) == 9);
    remove_abandoned_files(scratch.path().string());
    CHECK(files_in(scratch.path()) == 7);
    for (const char* name : others) CHECK_MESSAGE(std::filesystem::exists(scratch / name), name);
    alive.commit();
    CHECK(std::filesystem::exists(scratch / "three"));
}

TEST_CASE("asked for one file, only its own temporary files are removed") {
    const TemporaryDirectory scratch;
    for (const char* name : {"one.tmp-1-0", "one.tmp-22-3", "two.tmp-1-0"}) scratch.write(name, "half");
    remove_abandoned_files(scratch.path().string(), "one");
    CHECK(files_in(scratch.path()) == 1);
    CHECK(std::filesystem::exists(scratch / "two.tmp-1-0"));
    remove_abandoned_files(scratch / "none");  // does no harm
}
