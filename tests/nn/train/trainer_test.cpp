// tests/nn/train/trainer_test.cpp: what a step does, and where a training ends.
#include "nn/train/trainer.hpp"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <limits>

#include "nn/optim/sgd.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/train/toy_training.hpp"

using namespace vitro;
using test::error_of;
using Toy = test::ToyTraining;

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
        bool equal_epochs() const override { return false; }
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
        CHECK(report.learning_rate == nn::Schedule(test::kToyRate).rate(step));
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
    // Plain gradient descent at a rate of 1: the weights move by just the gradient that was used.
    const auto moved = [](double clip) {
        test::ToyTask task;
        nn::Sgd sgd(task.parameters());
        nn::Trainer trainer(task, sgd, nn::ConstantRate{1}, {.clip = clip});
        std::vector<double> before, after;
        for (const core::Variable& parameter : task.parameters())
            before.insert(before.end(), parameter.value.span().begin(), parameter.value.span().end());
        trainer.step();
        for (const core::Variable& parameter : task.parameters())
            after.insert(after.end(), parameter.value.span().begin(), parameter.value.span().end());
        double squares = 0;
        for (std::size_t i = 0; i < before.size(); ++i) squares += (after[i] - before[i]) * (after[i] - before[i]);
        return std::pair(std::sqrt(squares), trainer.report().gradient_norm);
    };
    const auto [free, norm] = moved(0);
    CHECK(norm > 0.1);
    CHECK(free == doctest::Approx(norm).epsilon(1e-5));
    CHECK(moved(2 * norm).first == doctest::Approx(norm).epsilon(1e-5));
    CHECK(moved(0.1).first == doctest::Approx(0.1).epsilon(1e-5));
    CHECK(moved(0.1).second == norm);  // what is reported is the norm before the clip
}

TEST_CASE("trainer: the same seed gives the same bits, another seed other ones") {
    Toy a, b, other({.epochs = 3, .seed = 2});
    a.run_to_end();
    b.run_to_end();
    other.run_to_end();
    CHECK(a.signature() == b.signature());
    CHECK(a.signature() != other.signature());
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

TEST_CASE("trainer: options out of range are named") {
    CHECK(error_of([] { Toy toy({.epochs = 0}); }) == "[trainer] 0 epochs: at least 1 is needed");
    CHECK(error_of([] { Toy toy({.epochs = 1, .clip = -1}); }) == "[trainer] a clip of -1: valid are 0 (none) and up");
}
