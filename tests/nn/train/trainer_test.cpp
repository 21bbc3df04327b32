// tests/nn/train/trainer_test.cpp: what a step does, where a training ends, and that it can be gone on with.
#include "nn/train/trainer.hpp"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <limits>

#include "nn/optim/adam.hpp"
#include "nn/train/signature.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/train/toy_task.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro;
using test::error_of;

namespace {

constexpr nn::CosineRate kRate{.peak = 0.05, .minimum = 0.001, .warmup = 2, .decay = 12};

/// Everything that a toy training is made of.
struct Toy {
    explicit Toy(const nn::TrainerOptions& options = {.epochs = 3}, std::uint64_t seed = 7)
        : task(seed), optimizer(task.parameters()), trainer(task, optimizer, kRate, options) {}

    int run_to_end() {
        int steps = 0;
        while (trainer.step()) ++steps;
        return steps;
    }
    std::string signature() const { return nn::signature(trainer.report().loss, task.parameters()); }

    test::ToyTask task;
    nn::Adam optimizer;
    nn::Trainer trainer;
};

struct Files {
    test::TemporaryDirectory directory;
    std::string last = (directory.path() / "last.safetensors").string();
};

}  // namespace

TEST_CASE("trainer: every batch of every epoch once, then no more") {
    Toy toy;
    CHECK(toy.trainer.total_steps().steps == 12);
    CHECK(!toy.trainer.total_steps().estimated);
    CHECK(toy.run_to_end() == 12);
    CHECK(toy.trainer.finished());
    CHECK(toy.trainer.position() == nn::Position{.step = 12, .epoch = 3, .batch = 0});
    const std::string at_end = toy.signature();
    CHECK(!toy.trainer.step());
    CHECK(toy.signature() == at_end);
}

TEST_CASE("trainer: a limit of steps ends it earlier") {
    Toy toy({.epochs = 3, .max_steps = 5});
    CHECK(toy.trainer.total_steps().steps == 5);
    CHECK(toy.run_to_end() == 5);
    CHECK(toy.trainer.position() == nn::Position{.step = 5, .epoch = 1, .batch = 1});
}

TEST_CASE("trainer: no epoch behind the limit of steps is planned") {
    struct Counting : test::ToyTask {
        std::int64_t asked = 0;
        std::int64_t batches(std::int64_t epoch) override {
            asked = std::max(asked, epoch + 1);
            return ToyTask::batches(epoch);
        }
    } task;
    CHECK(nn::total_steps(task, {.epochs = 1'000'000'000, .max_steps = 10}) == 10);
    CHECK(task.asked == 3);
    CHECK(nn::total_steps(task, {.epochs = 5, .max_steps = 100}) == 20);
    CHECK(nn::total_steps(task, {.epochs = 5}, {.step = 9, .epoch = 2, .batch = 1}) == 20);
}

TEST_CASE("trainer: a step reports what it did") {
    Toy toy;
    for (int step = 1; step <= 4; ++step) {
        REQUIRE(toy.trainer.step());
        const nn::StepReport& report = toy.trainer.report();
        CHECK(report.step == step);
        CHECK(report.epoch == 0);
        CHECK(report.tokens == 12);
        CHECK(report.ends_epoch == (step == 4));
        CHECK(report.learning_rate == nn::Schedule(kRate).rate(step));
        CHECK(report.gradient_norm > 0);
    }
}

TEST_CASE("trainer: it learns") {
    Toy toy({.epochs = 120});
    const double before = toy.task.validation_loss();
    toy.run_to_end();
    CHECK(before > 2.5);
    CHECK(toy.task.validation_loss() < 0.5 * before);
}

TEST_CASE("trainer: the gradient is clipped to the length asked for") {
    Toy free({.epochs = 3, .clip = 0}), clipped({.epochs = 3, .clip = 1e-3});
    free.trainer.step();
    clipped.trainer.step();
    CHECK(free.trainer.report().gradient_norm == clipped.trainer.report().gradient_norm);
    CHECK(free.trainer.report().gradient_norm > 1e-3);
    CHECK(free.signature() != clipped.signature());
}

TEST_CASE("trainer: the same seed gives the same bits, another seed other ones") {
    Toy a, b, other({.epochs = 3, .seed = 2});
    a.run_to_end();
    b.run_to_end();
    other.run_to_end();
    CHECK(a.signature() == b.signature());
    CHECK(a.signature() != other.signature());
}

TEST_CASE("trainer: saved at any step and gone on with, the same bits as without a stop") {
    Toy whole;
    whole.run_to_end();
    for (int stop = 0; stop <= 12; ++stop) {
        CAPTURE(stop);
        const Files files;
        Toy first;
        for (int step = 0; step < stop; ++step) first.trainer.step();
        if (stop == 6) first.trainer.validate();
        first.trainer.save(files.last);
        Toy second({.epochs = 3}, 99);  // other initial weights: all must come from the file
        second.trainer.load(files.last);
        CHECK(second.trainer.position() == first.trainer.position());
        CHECK(second.run_to_end() == 12 - stop);
        if (stop < 12) CHECK(second.signature() == whole.signature());
    }
}

TEST_CASE("trainer: the best validation loss is remembered") {
    Toy toy;
    const auto validated = [&](double loss) {
        toy.trainer.step();
        toy.task.forced_validation = loss;
        return toy.trainer.validate();
    };
    CHECK(validated(2.0));
    CHECK(!validated(2.0));
    CHECK(!validated(3.0));
    CHECK(validated(1.0));
    CHECK(toy.trainer.position().best_loss == 1.0);
    CHECK(toy.trainer.position().best_step == 4);
}

TEST_CASE("trainer: a validation loss that is not finite names the op, or the weight that an update ruined") {
    Toy toy;
    toy.trainer.step();
    toy.task.change = [](const core::Variable& x) { return core::exp(core::scale(x, 1e6)); };
    CHECK(error_of([&] { toy.trainer.validate(); }) ==
          "[trainer] the validation loss after step 1 is nan; first seen in forward [exp] in hidden on (16,8): y = "
          "e^x");
    CHECK(toy.trainer.position().best_loss < 0);
    toy.task.change = nullptr;
    core::Tensor weight = toy.task.parameters().find("output.weight").value;
    weight.write()[3] = std::numeric_limits<real>::infinity();
    const std::string message = error_of([&] { toy.trainer.validate(); });
    CAPTURE(message);
    CHECK(message.starts_with("[trainer] the validation loss after step 1 is "));
    CHECK(message.find("; first seen in parameter output.weight, made by the update of step 1 (learning rate ") !=
          std::string::npos);
}

TEST_CASE("trainer: a loss that is not finite stops, names step and op, and leaves the weights") {
    Toy toy;
    toy.trainer.step();
    const std::string before = nn::signature(0, toy.task.parameters());
    toy.task.change = [](const core::Variable& x) { return core::exp(core::scale(x, 1e6)); };
    CHECK(error_of([&] { toy.trainer.step(); }) ==
          "[trainer] step 2: the loss is nan; first seen in forward [exp] in hidden on (12,8): y = e^x");
    CHECK(nn::signature(0, toy.task.parameters()) == before);
    CHECK(toy.trainer.position().step == 1);
}

TEST_CASE("trainer: a weight that an update ruined names the update") {
    Toy toy;
    toy.trainer.step();
    core::Tensor weight = toy.task.parameters().find("output.weight").value;
    weight.write()[3] = std::numeric_limits<real>::infinity();
    const std::string message = error_of([&] { toy.trainer.step(); });
    CAPTURE(message);
    CHECK(message.find("first seen in parameter output.weight, made by the update of step 1 (learning rate 1.67e-02, "
                       "gradient norm ") != std::string::npos);
}

TEST_CASE("trainer: a gradient that is not finite stops, too") {
    Toy toy;
    toy.task.change = [](const core::Variable& x) { return core::sqrt(core::scale(x, 0)); };
    const std::string before = nn::signature(0, toy.task.parameters());
    const std::string message = error_of([&] { toy.trainer.step(); });
    CAPTURE(message);
    CHECK(message.starts_with("[trainer] step 1: the gradient norm is "));
    CHECK(message.find("first seen in backward [sqrt] in hidden") != std::string::npos);
    CHECK(nn::signature(0, toy.task.parameters()) == before);
}

TEST_CASE("trainer: a checkpoint of another model is refused and changes nothing") {
    const Files files;
    Toy toy;
    toy.trainer.step();
    const std::string before = nn::signature(0, toy.task.parameters());
    nn::save_tensors(files.last, {});
    CHECK(error_of([&] { toy.trainer.load(files.last); }) == files.last + ": does not say where its training stood");
    toy.trainer.save_weights(files.last);
    CHECK(error_of([&] { toy.trainer.load(files.last); }) == files.last + ": does not say where its training stood");
    test::ToyTask wide(7, 10);
    nn::Adam optimizer(wide.parameters());
    nn::Trainer(wide, optimizer, kRate, {}).save(files.last);
    CHECK(error_of([&] { toy.trainer.load(files.last); }) ==
          files.last + ": tensor \"embedding.weight\" is (16,10) in the file and (16,8) in this model");
    CHECK(nn::signature(0, toy.task.parameters()) == before);
    CHECK(toy.trainer.position().step == 1);
}

TEST_CASE("trainer: a position that this task does not have is refused") {
    const Files files;
    Toy toy;
    const std::string position = R"({"step":9,"epoch":1,"batch":7,"best_loss":-1.0,"best_step":0,"optimizer_steps":9})";
    nn::save_tensors(files.last, {}, {{"vitro.position", position}});
    CHECK(error_of([&] { toy.trainer.load(files.last); }) ==
          files.last + ": its training stood at batch 7 of epoch 1, which this one does not have");
}

TEST_CASE("trainer: options out of range are named") {
    CHECK(error_of([] { Toy toy({.epochs = 0}); }) == "[trainer] 0 epochs: at least 1 is needed");
    CHECK(error_of([] { Toy toy({.epochs = 1, .clip = -1}); }) == "[trainer] a clip of -1: valid are 0 (none) and up");
}
