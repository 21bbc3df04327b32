// tests/nn/train/run/run_lock_test.cpp: one training at a time in a run's directory, and one run in a new directory.
#include <doctest/doctest.h>
#include <vector>

#include "nn/train/run/run_directory.hpp"
#include "tests/core/io/scratch.hpp"
#include "tests/error_of.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro;
using nn::RunDirectory;
using test::error_of;

namespace {

struct LockedRun {
    test::TemporaryDirectory directory;
    std::filesystem::path run = directory.path() / "runs" / "one";
    std::string refusal = run.string() + ": another vitro is training here";

    /// What another process is told that wants to train there.
    std::string told_another() const {
        return test::in_child([&] { return error_of([&] { RunDirectory::open(run).lock(); }); });
    }
};

}  // namespace

TEST_CASE("run lock: a run that was begun is locked, whatever becomes of run.json, until the last handle is gone") {
    const LockedRun place;
    {
        RunDirectory run = RunDirectory::create(place.run, {{"epochs", 3}});
        CHECK(place.told_another() == place.refusal);
        run.describe({{"epochs", 5}});  // puts another file in the place of run.json
        CHECK(place.told_another() == place.refusal);
        const RunDirectory copy = run;
        run = RunDirectory::open(place.run);
        CHECK(place.told_another() == place.refusal);
        copy.lock();  // which it has
        CHECK(error_of([&] { run.lock(); }) == place.refusal);
    }
    CHECK(place.told_another() == "no error");
}

TEST_CASE("run lock: a run that is opened is not locked until somebody wants to train") {
    const LockedRun place;
    RunDirectory::create(place.run, {});
    const RunDirectory reader = RunDirectory::open(place.run);
    CHECK(place.told_another() == "no error");
    reader.lock();
    CHECK(place.told_another() == place.refusal);
}

TEST_CASE("run lock: an empty directory that another training has taken is not moved into") {
    const LockedRun place;
    std::filesystem::create_directories(place.run);
    {
        const core::FileDescriptor taken = core::lock_directory(place.run.string());
        CHECK(error_of([&] { RunDirectory::create(place.run, {}); }) == place.refusal);
        CHECK(std::filesystem::is_empty(place.run));
    }
    CHECK(error_of([&] { RunDirectory::create(place.run, {}); }) == "no error");
}

TEST_CASE("run lock: of several processes that begin a run in the same directory at once, one does") {
    const LockedRun place;
    std::vector<pid_t> children;
    for (int i = 0; i < 8; ++i) {
        children.push_back(::fork());
        if (children.back() == 0) ::_exit(error_of([&] { RunDirectory::create(place.run, {}); }) == "no error" ? 0 : 1);
    }
    int begun = 0;
    for (const pid_t child : children) {
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        REQUIRE(WIFEXITED(status));
        begun += WEXITSTATUS(status) == 0;
    }
    CHECK(begun == 1);
    CHECK(RunDirectory::open(place.run).has("run.json"));
}
