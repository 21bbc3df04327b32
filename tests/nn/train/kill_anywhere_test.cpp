// tests/nn/train/kill_anywhere_test.cpp: killed before each single call to the file system, a run goes on to the same
// end.
#include <csignal>
#include <doctest/doctest.h>
#include <filesystem>
#include <map>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

#include "core/io/whole_file.hpp"
#include "nn/train/loop.hpp"
#include "nn/train/run/resume.hpp"
#include "tests/nn/train/file_calls.hpp"
#include "tests/nn/train/toy_training.hpp"

using namespace vitro;

namespace {

struct InterruptedRun {
    test::TemporaryDirectory directory;
    nn::RunDirectory run = nn::RunDirectory::create(directory.path() / "run", {});

    /// From where the run stands to the end, as TranslationTraining does it.
    void train() const {
        test::ToyTraining training;
        nn::Listener nobody;
        run.remove_unfinished();
        nn::load_last(training.trainer, run);
        nn::run_training(training.trainer, run, nobody, {.log_every = 3, .keep_epochs = 2});
    }

    /// The same in another process, which is killed before a call. False when it made fewer.
    bool train_and_die(int call) const {
        const pid_t child = ::fork();
        if (child == 0) {
            test::die_before_file_call(call);
            train();
            ::_exit(0);
        }
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        REQUIRE((status == 0 || (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)));
        return status != 0;
    }

    /// All but the log, which says how long each step took.
    std::map<std::string, std::string> files() const {
        std::map<std::string, std::string> files;
        for (const auto& entry : std::filesystem::directory_iterator(run.path()))
            if (entry.path().filename() != nn::kLog)
                files[entry.path().filename().string()] = core::read_whole_file(entry.path().string());
        return files;
    }

    /// The names of files that are not the same in both, or not in both.
    std::string differing_from(const InterruptedRun& other) const {
        const std::map<std::string, std::string> mine = files(), theirs = other.files();
        std::string names;
        for (const auto& [name, bytes] : mine)
            if (!theirs.contains(name) || theirs.at(name) != bytes) names += name + " ";
        for (const auto& [name, bytes] : theirs)
            if (!mine.contains(name)) names += name + " ";
        return names;
    }
};

}  // namespace

TEST_CASE("kill anywhere: before each call to the file system, and the files of a run that nobody disturbed") {
    const test::NoSync quick;
    const InterruptedRun whole;
    whole.train();
    int call = 0;
    for (bool died = true; died; ++call) {
        CAPTURE(call);
        const InterruptedRun place;
        died = place.train_and_die(call);
        place.train();
        REQUIRE(place.differing_from(whole) == "");
    }
    CHECK(call > 100);  // three epochs' models, states and kept weights
    MESSAGE("killed before each of " << call - 1 << " calls");
}

TEST_CASE("kill anywhere: again and again, each time a few calls later") {
    const test::NoSync quick;
    const InterruptedRun whole, place;
    whole.train();
    int kills = 0;
    while (place.train_and_die(40 + 7 * kills)) ++kills;
    CHECK(kills > 3);
    CHECK(place.differing_from(whole) == "");
}
