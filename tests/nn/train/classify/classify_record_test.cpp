// tests/nn/train/classify/classify_record_test.cpp: a step on a line and its label, with the words of both.
#include "nn/train/classify/classify_record.hpp"

#include <algorithm>
#include <doctest/doctest.h>

#include "nn/train/classify/classify_training.hpp"
#include "tests/nn/train/classify/small_lines.hpp"

using namespace vitro;
namespace trace = core::trace;

TEST_CASE("classify record: words along the text, labels along the logits") {
    const test::SmallLines lines;
    const nn::ClassifyTraining training(lines.settings());
    const nn::Labeller& labeller = training.labeller();
    const auto optimizer = nn::make_optimizer(training.training(), training.parameters());
    const nn::LabelledBatches batches(nn::encode(nn::parse_text("a sun\n", "test"), labeller.vocabulary), {1},
                                      {.batch_size = 1});
    const trace::Recording recording =
        nn::record_classify_step(labeller, batches.epoch(0)[0], {"a step", *optimizer, 0.001});
    CHECK(recording.optimization.tokens == 1);
    CHECK(recording.loss == doctest::Approx(std::log(2.0)).epsilon(0.1));
    CHECK(recording.loss_after < recording.loss);
    CHECK(recording.labels[0].words == std::vector<std::string>{"a", "sun", "<eos>"});
    CHECK(recording.labels[1].words == std::vector<std::string>{"yes"});
    CHECK(recording.labels[3].words == std::vector<std::string>{"no", "yes"});
    const auto axes_of = [&](const char* name) {
        const auto& values = recording.step().values;
        const auto found = std::ranges::find(values, name, &trace::Value::name);
        return found == values.end() ? trace::Axes{"not there"} : found->axes;
    };
    CHECK(axes_of("output.linear") == trace::Axes{"", "labels"});
    CHECK(axes_of("layers.0.add#2") == trace::Axes{"", "text", ""});
    CHECK(axes_of("embedding.weight") == trace::Axes{"vocabulary", ""});
    CHECK(axes_of("output.bias") == trace::Axes{"labels"});
}
