// tests/nn/train/training_settings_test.cpp: how something is trained, as JSON and back.
#include "nn/train/training_settings.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/error_of.hpp"

using namespace vitro::nn;
using vitro::test::error_of;
using Json = nlohmann::ordered_json;

TEST_CASE("training settings: to JSON and back, without the rest of a run") {
    const TrainingSettings settings{.epochs = 2, .weight_decay = 0.1, .decayed = Decayed::matrices, .warmup = 6};
    CHECK(training_settings(to_json(settings)) == settings);
    CHECK(to_json(settings)["decayed"] == "matrices");
    CHECK(training_settings(Json::object()) == TrainingSettings{});
}

TEST_CASE("training settings: what will not do is refused in one sentence") {
    const auto refusal = [](const Json& json) { return error_of([&] { training_settings(json); }); };
    CHECK(refusal({{"decayed", "some"}}) == "[training] decayed \"some\": valid are all, matrices");
    CHECK(refusal({{"epochs", 0}}) == "[training] epochs 0: valid are 1 and up");
    CHECK(refusal({{"beta1", 1}}) == "[training] beta1 1: valid are 0 up to but not 1");
    CHECK(refusal({{"rate", 1}}).find("[training] setting \"rate\": valid are epochs, ") == 0);
}

TEST_CASE("training settings: a schedule of each kind") {
    TrainingSettings settings{.learning_rate = 0.5, .final_learning_rate = 0.1, .warmup = 4};
    CHECK(make_schedule(settings, 64, 100).rate(50) == 0.5);
    settings.schedule = ScheduleKind::cosine;
    CHECK(make_schedule(settings, 64, 100).rate(5) == doctest::Approx(0.5).epsilon(0.01));
    CHECK(make_schedule(settings, 64, 100).rate(100) == doctest::Approx(0.1).epsilon(0.01));
    settings.schedule = ScheduleKind::noam;
    CHECK(make_schedule(settings, 64, 0).rate(4) == doctest::Approx(0.5 / 8 / 2));
}
