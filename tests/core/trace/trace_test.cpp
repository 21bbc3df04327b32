// tests/core/trace/trace_test.cpp: a step is seen as it was, and its memory adds up to the pool's.
#include "core/trace/trace.hpp"

#include <doctest/doctest.h>

#include "core/pool.hpp"
#include "tests/core/small_model.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using namespace vitro::test;
using trace::Source;
using trace::Step;

namespace {

Step step_of(SmallModel& model) {
    return trace_step([&] { return model.loss(model.tokens(1), model.targets(1)).sum; });
}

const trace::Row& row(const Step& step, std::string_view op) {
    for (const trace::Row& candidate : step.rows)
        if (candidate.op == op) return candidate;
    FAIL("no " << op);
    return step.rows[0];
}

}  // namespace

TEST_CASE("rows tell op, module, line, shapes, attributes, sources and cost") {
    SmallModel model(2, 3, 4);
    const Step step = step_of(model);
    const trace::Row& norm = row(step, "layer_norm");
    CHECK(norm.path.str() == "model.norm");
    CHECK(std::string_view(norm.file).ends_with("small_model.hpp"));
    CHECK(norm.line > 0);
    CHECK(norm.output == Shape{2, 3, 4});
    CHECK(norm.attributes == "epsilon=1e-05");
    CHECK(norm.recorded);
    REQUIRE(norm.inputs.size() == 3);
    CHECK(norm.inputs[0].source == Source::row);
    CHECK(step.rows[norm.inputs[0].number].op == "add");
    CHECK(norm.inputs[1].source == Source::parameter);
    CHECK(step.parameters[norm.inputs[1].number].path.str() == "model.norm.gain");
    CHECK(row(step, "matmul").flops == 2 * 6 * 4 * SmallModel::kVocabulary);
    CHECK(row(step, "matmul").inputs[1].number == row(step, "embedding").inputs[0].number);  // one table, used twice
    CHECK(step.parameters.size() == model.weights.size());
}

TEST_CASE("what is kept for backward is counted once, and not what is there anyway") {
    const Variable w = parameter(Tensor::full({100, 100}, 1)), c = Tensor::full({100, 100}, 2);
    const Step step = trace_step([&] {
        const Variable y = exp(w);       // keeps y
        const Variable z = y * (w * c);  // mul: w is a parameter, c a constant, y kept already, w * c new
        return sum(reshape(z, {10000}) * c.value.reshape({10000}));
    });
    REQUIRE(step.rows.size() == 6);
    const std::int64_t bytes = 40000;
    CHECK(step.rows[0].kept_bytes() == bytes);
    CHECK(step.rows[1].kept_bytes() == 0);
    CHECK(step.rows[2].kept_bytes() == bytes);
    CHECK(step.rows[2].saved.size() == 2);
    CHECK(step.rows[3].kept_bytes() == 0);
    CHECK(step.rows[4].kept_bytes() == 0);
}

TEST_CASE("a block that was let go and taken again is counted again") {
    const Variable w = parameter(Tensor::full({100, 100}, 0.5));
    const std::int64_t before = pool_statistics().bytes_in_use;
    const Step step = trace_step([&] {
        exp(w), max(w, 1);  // metrics that nobody keeps: their blocks come back
        const Variable kept = sum(tanh(w));
        return kept + sum(max(w, 1));  // its index is neither input nor output
    });
    std::int64_t expected = 0;
    for (std::size_t i = 2; i < step.rows.size(); ++i)
        expected += step.rows[i].kept_block_bytes() + step.rows[i].node_bytes;
    CHECK(row(step, "tanh").kept_bytes() == 40000);
    CHECK(step.rows[4].op == "max");
    CHECK(step.rows[4].kept_bytes() == 400);
    const auto of_loss = static_cast<std::int64_t>(Tensor::scalar(0).storage().capacity());
    CHECK(step.memory.after_forward == expected + of_loss);
    w.clear_grad();
    CHECK(pool_statistics().bytes_in_use == before);
}

TEST_CASE("memory agrees with the pool's statistics to the byte of its size classes") {
    SmallModel model(4, 8, 16);
    for (const Variable& weight : model.weights) weight.node->grad = Tensor::zeros(weight.shape());
    const Indices tokens = model.tokens(1), targets = model.targets(1);
    const Training training(1, 1);
    const std::int64_t before = pool_statistics().bytes_in_use;
    const Step step = trace_step([&] { return model.loss(tokens, targets).sum; });

    std::int64_t expected = 0;
    for (const trace::Row& r : step.rows) expected += r.kept_block_bytes() + r.node_bytes;
    const auto of_loss = static_cast<std::int64_t>(Tensor::scalar(0).storage().capacity());
    CHECK(step.memory.after_forward == expected + of_loss);
    CHECK(step.memory.after_backward == 0);  // the gradients were there
    CHECK(pool_statistics().bytes_in_use == before);
    CHECK(step.memory.forward_peak >= step.memory.after_forward);
    CHECK(step.memory.backward_peak >= step.memory.after_forward);

    std::int64_t numbers = 0, blocks = 0;
    for (const trace::Row& r : step.rows) {
        numbers += r.kept_bytes();
        blocks += r.kept_block_bytes();
    }
    CHECK(blocks >= numbers);
    CHECK(blocks <= numbers + numbers / 4 + 128 * static_cast<std::int64_t>(step.rows.size()) * 2);
}

TEST_CASE("without parameters, or without recording, there are rows but nothing is kept") {
    const Variable c = Tensor::full({2, 2}, 2), w = parameter(Tensor::full({2, 2}, 2));
    const Step constants = trace_step([&] { return sum(exp(c)); });
    CHECK(constants.rows.size() == 2);
    CHECK_FALSE(constants.rows[0].recorded);
    CHECK(constants.rows[0].inputs[0].source == Source::outside);
    const NoGrad no_grad;
    const Step step = trace_step([&] { return sum(exp(w)); });
    CHECK(step.rows.size() == 2);
    CHECK(step.rows[0].inputs[0].source == Source::parameter);
    CHECK(step.rows[0].saved.empty());
    CHECK(w.grad().empty());
}

TEST_CASE("a traced step leaves the gradients that it would have left") {
    const Variable w = parameter(Tensor::scalar(3));
    trace_step([&] { return w * w; });
    CHECK(w.grad().item() == 6);
    CHECK(error_of([&] {
              trace_step([&] { return concat({w, w}, 0); });
          }) == "[concat] (): there is no axis 0 in a scalar");
    trace_step([&] { return w * w; });  // nobody watches any more but the new one
    CHECK(w.grad().item() == 12);
}
