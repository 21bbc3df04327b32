// tests/nn/train/classify/classify_training_test.cpp: a training of a classifier, stopped and gone on with.
#include "nn/train/classify/classify_training.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "nn/train/loop.hpp"
#include "nn/train/run/signature.hpp"
#include "tests/nn/train/classify/small_lines.hpp"

using namespace vitro;

TEST_CASE("classify training: stopped and resumed, the signature of a whole run") {
    const test::SmallLines lines;
    nn::ClassifySettings settings = lines.settings();
    settings.model.layer.dropout = nn::DropoutRates::everywhere(0.1);
    nn::ClassifyTraining whole(settings);
    while (whole.trainer().step()) {
    }
    const std::filesystem::path path = lines.directory().path() / "run";
    {
        nn::ClassifyTraining first(settings);
        const nn::RunDirectory run = first.begin(path);
        for (int step = 0; step < 13; ++step) first.trainer().step();
        first.trainer().save(run.file(nn::kLast));
    }
    const nn::RunDirectory run = nn::RunDirectory::open(path);
    nn::ClassifyTraining second(nn::classify_settings_of(run));
    second.resume(run);
    while (second.trainer().step()) {
    }
    CHECK(nn::signature(second.trainer().report().loss, second.parameters()) ==
          nn::signature(whole.trainer().report().loss, whole.parameters()));
}

TEST_CASE("classify training: facts and figures") {
    const test::SmallLines lines;
    const nn::ClassifyTraining training(lines.settings());
    CHECK(training.facts()[1].text == "no, yes");
    CHECK(training.figures()["classes"] == 2);
    CHECK(training.kind() == "classify");
}
