// tests/nn/train/toy/toy_record_test.cpp: a step on an example, its answer right or wrong.
#include "nn/train/toy/toy_record.hpp"

#include <algorithm>
#include <doctest/doctest.h>

#include "nn/train/toy/toy_training.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/train/toy/small_toy.hpp"

using namespace vitro;
namespace trace = core::trace;

namespace {

trace::Recording record(const nn::ToyExample& example) {
    const nn::ToyTraining training(test::small_toy());
    const auto optimizer = nn::make_optimizer(training.training(), training.parameters());
    return nn::record_toy_step(training.solver(), example, {"a step", *optimizer, 0.001});
}

}  // namespace

TEST_CASE("toy record: the loss counts the answer's symbols alone, within the input any would do") {
    const trace::Recording recording = record({{3, 0, 1}, {1, 0, 3}});
    CHECK(recording.optimization.tokens == 3);
    CHECK(recording.labels[0].words == std::vector<std::string>{"3", "0", "1", "1", "0"});
    CHECK(recording.labels[1].words == std::vector<std::string>{"(any)", "(any)", "1", "0", "3"});
    CHECK(recording.labels[2].words == std::vector<std::string>{"0", "1", "2", "3"});
    CHECK(recording.loss_after < recording.loss);
    const auto& values = recording.step().values;
    const auto logits = std::ranges::find(values, "output.linear", &trace::Value::name);
    REQUIRE(logits != values.end());
    CHECK(logits->axes == trace::Axes{"", "input and answer so far", "symbols"});
}

TEST_CASE("toy record: a wrong answer is learned as readily, what is no answer is refused") {
    const trace::Recording wrong = record({{3, 0, 1}, {2, 2, 2}});
    CHECK(wrong.labels[1].words.back() == "2");
    CHECK(wrong.loss_after < wrong.loss);
    CHECK(test::error_of([] { record({{3, 0, 1}, {2}}); }) == "[toy task] reverse is answered by 3 symbols, not 1");
}
