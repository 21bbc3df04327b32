// tests/nn/train/loop_test.cpp: what a run's directory holds after a training, a stop, a kill and a going on.
#include "nn/train/loop.hpp"

#include <doctest/doctest.h>
#include <sstream>

#include "nn/optim/adam.hpp"
#include "nn/train/run/signature.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/train/toy_task.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro;
using nn::Ending;
using Json = nlohmann::ordered_json;

namespace {

/// Counts, and stops where it is told to.
struct Witness : nn::Listener {
    int steps = 0, stop_after = -1;
    std::vector<nn::Progress> progress;
    std::vector<nn::EpochReport> epochs;

    void stepped(const nn::Progress& p) override {
        ++steps;
        progress.push_back(p);
    }
    void ended_epoch(const nn::EpochReport& report) override { epochs.push_back(report); }
    bool wants_stop() override { return steps == stop_after; }
};

struct Toy {
    explicit Toy(const nn::TrainerOptions& options = {.epochs = 3})
        : optimizer(task.parameters()), trainer(task, optimizer, nn::ConstantRate{0.02}, options) {}
    nn::LoopResult run(const nn::RunDirectory& directory, int stop_after = -1) {
        witness.stop_after = stop_after;
        return nn::run_training(trainer, directory, witness, {.log_every = 3});
    }
    std::string signature() const { return nn::signature(trainer.report().loss, task.parameters()); }

    test::ToyTask task;
    nn::Adam optimizer;
    nn::Trainer trainer;
    Witness witness;
};

struct Place {
    test::TemporaryDirectory directory;
    nn::RunDirectory run = nn::RunDirectory::create(directory.path() / "run", {});
};

std::vector<Json> log_of(const nn::RunDirectory& run) {
    std::vector<Json> entries;
    std::istringstream lines(run.read_text(nn::kLog));
    for (std::string line; std::getline(lines, line);) entries.push_back(Json::parse(line));
    return entries;
}

std::vector<std::int64_t> steps_of(const std::vector<Json>& log) {
    std::vector<std::int64_t> steps;
    for (const Json& entry : log) steps.push_back(entry.at("step"));
    return steps;
}

}  // namespace

TEST_CASE("loop: from the first step to the last") {
    const Place place;
    Toy toy;
    const nn::LoopResult result = toy.run(place.run);
    CHECK(result.ending == Ending::finished);
    CHECK(result.steps == 12);
    CHECK(toy.witness.steps == 12);
    REQUIRE(toy.witness.epochs.size() == 3);
    CHECK(toy.witness.epochs[1].epoch == 2);
    CHECK(toy.witness.epochs[1].step == 8);
    CHECK(toy.witness.epochs[0].best);
    CHECK(toy.witness.progress.back().steps == 12);
    CHECK(toy.witness.progress.back().seconds_left == 0);
    CHECK(toy.witness.progress.back().tokens_per_second > 0);
    for (const char* file : {"run.json", "log.jsonl", "model.safetensors", "last.safetensors"})
        CHECK(place.run.has(file));
}

TEST_CASE("loop: the log has its keys, and a validation loss where there was one") {
    const Place place;
    Toy toy;
    toy.run(place.run);
    const std::vector<Json> log = log_of(place.run);
    CHECK(steps_of(log) == std::vector<std::int64_t>{3, 4, 6, 8, 9, 12});
    for (const Json& entry : log) {
        for (const char* key :
             {"step", "epoch", "train_loss", "learning_rate", "gradient_norm", "tokens_per_second", "seconds"})
            CHECK(entry.at(key).is_number());
        CHECK(entry.contains("val_loss") == (entry["step"].get<int>() % 4 == 0));
    }
    CHECK(log[0]["epoch"] == 1);
    CHECK(log[5]["epoch"] == 3);
}

TEST_CASE("loop: the weights of the best epoch are kept, not those of the last") {
    const Place place;
    Toy toy;
    toy.task.change = [&toy](const core::Variable& x) {  // ever worse
        toy.task.forced_validation = 1.0 + static_cast<double>(toy.trainer.position().step);
        return x;
    };
    std::string after_first;
    toy.run(place.run, 4);
    after_first = nn::signature(0, toy.task.parameters());
    toy.run(place.run);
    const test::ToyTask best;
    nn::load_tensors(place.run.file(nn::kModel), nn::named_tensors(best.parameters()));
    CHECK(nn::signature(0, best.parameters()) == after_first);
    CHECK(nn::signature(0, toy.task.parameters()) != after_first);
}

TEST_CASE("loop: stopped and gone on with in another process, the same bits as without a stop") {
    const Place one_go;
    Toy whole;
    whole.run(one_go.run);
    for (int stop = 1; stop < 12; ++stop) {
        CAPTURE(stop);
        const Place place;
        Toy first, second;
        CHECK(first.run(place.run, stop).ending == Ending::stopped);
        second.trainer.load(place.run.file(nn::kLast));
        const nn::LoopResult result = second.run(place.run);
        CHECK(result.ending == Ending::finished);
        CHECK(result.steps == 12 - stop);
        CHECK(second.signature() == whole.signature());
        CHECK(second.trainer.position() == whole.trainer.position());
        CHECK(place.run.read_text(nn::kModel) == one_go.run.read_text(nn::kModel));
        CHECK(place.run.read_text(nn::kLast) == one_go.run.read_text(nn::kLast));
        CHECK(log_of(place.run).back()["seconds"] >= log_of(place.run).front()["seconds"]);
    }
}

TEST_CASE("loop: before the first step there is something to go on from") {
    const Place place;
    Toy toy;
    toy.task.change = [&place](const core::Variable& x) {
        CHECK(place.run.has(nn::kLast));
        return x;
    };
    toy.run(place.run, 1);
    Toy resumed, whole;
    toy.trainer.save_weights(place.run.file(nn::kModel));  // as when a kill comes between the best model and the state
    std::filesystem::remove(place.run.file(nn::kLast));
    resumed.run(place.run);
    whole.run(Place().run);
    CHECK(resumed.signature() == whole.signature());
}

TEST_CASE("loop: killed after more steps than were saved, the log forgets them") {
    const Place place;
    Toy first;
    first.run(place.run, 5);
    for (int step : {6, 9}) place.run.append_log({{"step", step}, {"seconds", 1e6}});
    Toy second;
    second.trainer.load(place.run.file(nn::kLast));
    second.run(place.run);
    CHECK(steps_of(log_of(place.run)) == std::vector<std::int64_t>{3, 4, 5, 6, 8, 9, 12});
    CHECK(log_of(place.run).back()["seconds"] < 1e5);
}

TEST_CASE("loop: a limit of steps within an epoch still validates and saves") {
    const Place place;
    Toy toy({.epochs = 3, .max_steps = 6});
    CHECK(toy.run(place.run).ending == Ending::finished);
    CHECK(toy.witness.epochs.size() == 2);
    CHECK(log_of(place.run).back().contains("val_loss"));
    Toy longer;
    longer.trainer.load(place.run.file(nn::kLast));
    CHECK(longer.trainer.position().step == 6);
}

TEST_CASE("loop: when saving fails, what was saved before stays") {
    const Place place;
    Toy first, second;
    first.run(place.run, 5);
    const std::string saved = place.run.read_text(nn::kLast), model = place.run.file(nn::kModel);
    std::filesystem::remove(model);
    std::filesystem::create_directory(model);  // which no file can replace
    second.trainer.load(place.run.file(nn::kLast));
    second.task.forced_validation = 1e-3;  // the best so far, so there is something to save
    CHECK(test::error_of([&] { second.run(place.run); }).starts_with(model + ": "));
    CHECK(place.run.read_text(nn::kLast) == saved);
}
