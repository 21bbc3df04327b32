// tests/nn/train/classify/labeller_test.cpp: labels and their probabilities, whatever stands beside a line.
#include "nn/train/classify/labeller.hpp"

#include <doctest/doctest.h>

#include "nn/train/classify/classify_training.hpp"
#include "nn/train/loop.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/train/classify/small_lines.hpp"

using namespace vitro;
using test::error_of;

TEST_CASE("labeller: trained and read from its run, it labels") {
    const test::SmallLines lines;
    nn::ClassifyTraining training(lines.settings());
    const nn::RunDirectory run = training.begin(lines.directory().path() / "run");
    nn::Listener nobody;
    nn::run_training(training.trainer(), run, nobody);
    const nn::Labeller labeller = nn::Labeller::load(run);
    const auto found = nn::probabilities(labeller, nn::parse_text("the sun\na a rain the the a\n", "lines"));
    const auto yes = static_cast<std::size_t>(labeller.labels.name(1) == "yes");
    CHECK(found[0][yes] > 0.9);
    CHECK(found[1][yes] < 0.1);
    CHECK(found[0][0] + found[0][1] == doctest::Approx(1));
    const nn::LabelScore score = nn::score(labeller, nn::read_labelled_split(labeller.settings.data, "val"));
    CHECK(score.right == 40);
    CHECK(score.mistakes.empty());
    CHECK(score.loss == doctest::Approx(training.trainer().position().best_loss));

    // Padding beside a longer line changes nothing but rounding.
    const auto alone = nn::probabilities(labeller, nn::parse_text("the sun\n", "lines"));
    CHECK(alone[0][0] == doctest::Approx(found[0][0]).epsilon(1e-5));
}

TEST_CASE("labeller: untrained, mistakes are told") {
    const test::SmallLines lines;
    nn::ClassifyTraining training(lines.settings());
    const nn::LabelScore score =
        nn::score(training.labeller(), nn::read_labelled_split(training.labeller().settings.data, "train"));
    CHECK(score.lines == 200);
    CHECK(score.right < 200);
    CHECK(score.mistakes.find(", not ") != std::string::npos);
}

TEST_CASE("labeller: lines that will not do") {
    const test::SmallLines lines;
    nn::ClassifyTraining training(lines.settings());
    const nn::Text long_line = nn::parse_text("a\na a a a a a a a a a a a\n", "lines");
    CHECK(error_of([&] { nn::probabilities(training.labeller(), long_line); }).find("lines, line 2") !=
          std::string::npos);
    CHECK(error_of([&] { nn::score(training.labeller(), nn::parse_labelled("maybe\ta\n", "lines")); }).find("maybe") !=
          std::string::npos);
}
