// tests/nn/train/loop_keeping_test.cpp: what the loop keeps besides the best and the last: every step's bits, the state
// before the last, epochs' weights, figures for TensorBoard.
#include <csignal>
#include <doctest/doctest.h>
#include <filesystem>
#include <sys/wait.h>
#include <unistd.h>

#include "core/io/whole_file.hpp"
#include "nn/train/loop.hpp"
#include "nn/train/run/kept_weights.hpp"
#include "nn/train/run/ledger_comparison.hpp"
#include "nn/train/run/resume.hpp"
#include "tests/core/io/scratch.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/train/toy_training.hpp"
#include "tests/skip.hpp"

using namespace vitro;
using test::ToyTraining;

namespace {

struct StopAfter : nn::Listener {
    explicit StopAfter(int steps) : left(steps) {}
    bool wants_stop() override { return --left == 0; }
    int left;
};

struct KeepingRun {
    test::TemporaryDirectory directory;
    nn::RunDirectory run = nn::RunDirectory::create(directory.path() / "run", {});

    /// From where the run stands; 0: to the end.
    nn::LoopResult train(int steps = 0, const nn::LoopOptions& options = {}) const {
        ToyTraining training;
        run.remove_unfinished();
        nn::load_last(training.trainer, run);
        StopAfter stop(steps);
        return nn::run_training(training.trainer, run, stop, options);
    }
    std::int64_t step_of(std::string_view file) const { return ToyTraining().trainer.examine(run.file(file)).step; }
    std::vector<std::filesystem::path> event_files() const {
        std::vector<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::directory_iterator(run.path()))
            if (entry.path().filename().string().starts_with("events.out.tfevents.")) files.push_back(entry.path());
        std::sort(files.begin(), files.end());
        return files;
    }
};

}  // namespace

TEST_CASE("loop: the ledger has every step, as the trainer reports it") {
    const KeepingRun place;
    place.train();
    const nn::Ledger ledger = nn::read_ledger(place.run.file(nn::kLedger));
    CHECK(ledger.settings == nn::settings_fingerprint(place.run.settings()));
    REQUIRE(ledger.entries.size() == 12);
    ToyTraining by_hand;
    for (const nn::LedgerEntry& entry : ledger.entries) {
        REQUIRE(by_hand.trainer.step());
        CHECK(entry.step == by_hand.trainer.report().step);
        CHECK(entry.loss == by_hand.trainer.report().loss);
        CHECK(entry.gradient_norm == by_hand.trainer.report().gradient_norm);
    }
}

TEST_CASE("loop: stopped anywhere and gone on with, the ledger is that of one go, byte for byte") {
    const KeepingRun one_go;
    one_go.train();
    for (int stop = 1; stop < 12; ++stop) {
        CAPTURE(stop);
        const KeepingRun place;
        place.train(stop);
        CHECK(nn::read_ledger(place.run.file(nn::kLedger)).entries.size() == static_cast<std::size_t>(stop));
        place.train();
        CHECK(place.run.read_text(nn::kLedger) == one_go.run.read_text(nn::kLedger));
    }
}

TEST_CASE("loop: a step that fails leaves the ledger of those before it") {
    const KeepingRun place;
    ToyTraining training;
    training.task.change = [&](const core::Variable& x) {
        if (training.trainer.position().step < 6) return x;
        throw core::Error("the seventh step");
    };
    nn::Listener nobody;
    CHECK(test::error_of([&] { nn::run_training(training.trainer, place.run, nobody); }) == "the seventh step");
    CHECK(nn::read_ledger(place.run.file(nn::kLedger)).entries.size() == 6);
    CHECK(place.step_of(nn::kLast) == 4);
}

TEST_CASE("loop: the state before the last one stays") {
    const KeepingRun place;
    place.train(2);
    CHECK(place.step_of(nn::kPrevious) == 0);
    CHECK(place.step_of(nn::kLast) == 2);
    place.train();
    CHECK(place.step_of(nn::kPrevious) == 8);
    CHECK(place.step_of(nn::kLast) == 12);
    CHECK(!place.run.has(nn::kNext));
}

TEST_CASE("loop: gone back by one state, the same end") {
    const KeepingRun one_go, place;
    one_go.train();
    place.train(6);
    place.run.restore_previous();
    CHECK(place.step_of(nn::kLast) == 4);
    CHECK(place.train().steps == 8);
    for (const std::string_view file : {nn::kLedger, nn::kModel, nn::kLast, nn::kPrevious})
        CHECK(place.run.read_text(file) == one_go.run.read_text(file));
}

TEST_CASE("loop: a state that was whole when a kill came takes its place") {
    const KeepingRun place;
    place.train(2);
    ToyTraining ahead;
    nn::load_last(ahead.trainer, place.run);
    REQUIRE(ahead.trainer.step());
    ahead.trainer.save(place.run.file(nn::kNext));
    place.run.remove_unfinished();
    CHECK(!place.run.has(nn::kNext));
    CHECK(place.step_of(nn::kLast) == 3);
    CHECK(place.step_of(nn::kPrevious) == 2);
    ahead.trainer.save(place.run.file(nn::kNext));
    place.run.restore_previous();  // who goes back does not mean to go on from there
    CHECK(!place.run.has(nn::kNext));
    CHECK(place.step_of(nn::kLast) == 2);
}

TEST_CASE("loop: the last epochs' weights are kept, those of each epoch its own") {
    const KeepingRun two, all, none;
    two.train(0, {.keep_epochs = 2});
    all.train(0, {.keep_epochs = 5});
    none.train();
    CHECK(nn::kept_epochs(two.run) == std::vector<std::int64_t>{2, 3});
    CHECK(nn::kept_epochs(all.run) == std::vector<std::int64_t>{1, 2, 3});
    CHECK(nn::kept_epochs(none.run).empty());
    for (const std::int64_t epoch : {2, 3}) {
        CHECK(two.run.read_text(nn::epoch_file(epoch)) == all.run.read_text(nn::epoch_file(epoch)));
        ToyTraining by_hand, kept;
        for (int step = 0; step < 4 * epoch; ++step) by_hand.trainer.step();
        nn::load_tensors(two.run.file(nn::epoch_file(epoch)), nn::named_tensors(kept.task.parameters()));
        CHECK(nn::signature(0, kept.task.parameters()) == nn::signature(0, by_hand.task.parameters()));
    }
    two.train(0, {});  // what was kept once is not removed by a session that keeps nothing
    CHECK(nn::kept_epochs(two.run) == std::vector<std::int64_t>{2, 3});
}

TEST_CASE("loop: figures for TensorBoard when asked for, a file for each session") {
    const KeepingRun place;
    place.train(6);
    CHECK(place.event_files().empty());
    place.train(2, {.tensorboard = true});
    place.train(0, {.log_every = 3, .tensorboard = true});
    REQUIRE(place.event_files().size() == 2);
    const std::string first = core::read_whole_file(place.event_files()[0]),
                      second = core::read_whole_file(place.event_files()[1]);
    for (const char* tag : {"train_loss", "val_loss", "learning_rate", "gradient_norm", "tokens_per_second"}) {
        CHECK(first.find(tag) != std::string::npos);
        CHECK(second.find(tag) != std::string::npos);
    }
    place.train(0, {.tensorboard = true});  // at its end already: there is nothing to tell
    CHECK(place.event_files().size() == 2);
}

TEST_CASE("loop: a disk that fills up at any moment leaves a run that goes on to the same end") {
    const KeepingRun one_go;
    one_go.train(0, {.keep_epochs = 2, .tensorboard = true});
    for (int kilobytes = 0; kilobytes <= 56; kilobytes += 4) {
        const KeepingRun place;
        const std::string told = test::in_child([&]() -> std::string {
            const std::filesystem::path path = place.run.path();
            if (!test::mount_tiny_disk(path)) return test::kNoTinyDisk;
            const nn::RunDirectory run = nn::RunDirectory::create(path, {});
            place.directory.write("run/ballast", std::string(static_cast<std::size_t>(kilobytes) << 10, 'x'));
            const KeepingRun* const here = &place;
            const std::string error = test::error_of([&] { here->train(0, {.keep_epochs = 2, .tensorboard = true}); });
            if (kilobytes == 56 && error.find("No space left on device") == std::string::npos) return "did not fill up";
            std::filesystem::remove(path / "ballast");
            place.train(0, {.keep_epochs = 0});
            return run.read_text(nn::kLedger) + run.read_text(nn::kModel);
        });
        if (told == test::kNoTinyDisk) return test::skip(told);
        CAPTURE(kilobytes);
        CHECK(told == one_go.run.read_text(nn::kLedger) + one_go.run.read_text(nn::kModel));
    }
}
