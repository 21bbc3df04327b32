// tests/nn/train/toy/toy_training_test.cpp: every toy task begins, with facts for people.
#include "nn/train/toy/toy_training.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/nn/train/toy/small_toy.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro;

TEST_CASE("toy training: each task takes a step, and its run knows it") {
    const test::TemporaryDirectory directory;
    for (const nn::ToyTaskKind task :
         {nn::ToyTaskKind::copy, nn::ToyTaskKind::reverse, nn::ToyTaskKind::sort, nn::ToyTaskKind::add}) {
        nn::ToySettings settings = test::small_toy();
        settings.task = task;
        nn::ToyTraining training(settings);
        CHECK(training.trainer().step());
        const nn::RunDirectory run = training.begin(directory.path() / training.kind());
        CHECK(nn::toy_settings_of(run) == nn::toy_settings(task, to_json(settings)));
        CHECK(training.facts().front().text.starts_with(training.kind() + ": "));
        CHECK(training.figures()["symbols"] == 4);
    }
}
