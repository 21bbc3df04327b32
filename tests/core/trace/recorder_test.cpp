// tests/core/trace/recorder_test.cpp: what is recorded of a graph is what happened in it, to the bit.
#include "core/trace/recorder.hpp"

#include <doctest/doctest.h>

#include "core/error.hpp"
#include "core/ops.hpp"
#include "core/scope.hpp"

using namespace vitro::core;
using trace::EventKind;

namespace {

/// loss = sum(softmax(reshape(x w)) * x'), in which x is used twice.
struct Recorded {
    trace::Recording recording;
    GraphRecorder recorder{recording};
    Variable x = parameter(Tensor::from({2, 3}, {1, -2, 3, 0.5, 4, -1}), Path() / "x");
    Variable w =
        parameter(Tensor::from({3, 3}, {0.1F, 0.2F, -0.3F, 0.4F, 0.5F, 0.6F, -0.7F, 0.8F, 0.9F}), Path() / "w");
    Variable loss;

    Recorded() {
        recorder.add(x, trace::Role::parameter, "x", {});
        recorder.add(w, trace::Role::parameter, "w", {});
        {
            const Scope scope("layer");
            const Variable y = reshape(softmax(matmul(x, w)), {3, 2});
            loss = sum(mul(y, reshape(x, {3, 2})));
        }
        recorder.differentiate(loss, Tensor::scalar(1));
        record_expansions(recording, recorder);
    }
    const trace::Graph& graph() const { return recording.step(); }
};

std::vector<float> sum_of_contributions(const trace::Graph& graph, int value) {
    std::vector<float> sum;
    for (const trace::Contribution& one : graph.contributions) {
        if (one.value != value) continue;
        if (sum.empty())
            sum = one.numbers.numbers;
        else
            for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += one.numbers.numbers[i];
    }
    return sum;
}

}  // namespace

TEST_CASE("recorder: ops, values and events in the order in which they happened") {
    const Recorded own;
    std::string ops, kinds;
    for (const trace::Application& op : own.graph().ops) ops += op.op + " ";
    CHECK(ops == "matmul softmax reshape reshape mul sum ");
    for (const trace::Event& event : own.graph().events) kinds += std::string(trace::name_of(event.kind)) + " ";
    CHECK(kinds == "F F F F F F SEED B ACC B ACC ACC B ACC B ACC B ACC B ACC ACC ");
    CHECK(own.graph().values[2].name == "layer.matmul");
    CHECK(own.graph().ops[0].path == "layer");
    CHECK(own.graph().ops[0].line > 0);
}

TEST_CASE("recorder: a reshape is a view, the second of its name is numbered") {
    const Recorded own;
    const trace::Application &first = own.graph().ops[2], &second = own.graph().ops[3];
    const trace::Value& view = own.graph().values[static_cast<std::size_t>(second.output)];
    CHECK(view.name == "layer.reshape#2");
    CHECK(view.view_of == 0);
    CHECK(&numbers_of(own.recording, own.graph(), second.output) == &own.graph().values[0].numbers);
    CHECK(own.graph().values[static_cast<std::size_t>(first.output)].view_of == own.graph().ops[1].output);
}

TEST_CASE("recorder: the sum of the contributions is the gradient, bit for bit") {
    const Recorded own;
    for (const Variable& leaf : {own.x, own.w}) {
        const int value = own.recorder.value_of(leaf);
        const auto gradient = leaf.grad().span();
        CHECK(sum_of_contributions(own.graph(), value) == std::vector<float>(gradient.begin(), gradient.end()));
    }
    int x_parts = 0;
    for (const trace::Event& event : own.graph().events) {
        if (event.kind != EventKind::accumulate) continue;
        if (own.graph().contributions[static_cast<std::size_t>(event.index)].value != 0) continue;
        CHECK(event.part == ++x_parts);
        CHECK(event.parts == 2);
    }
    CHECK(x_parts == 2);
}

TEST_CASE("recorder: a fused op has its expansion beside it, of the same inputs") {
    const Recorded own;
    REQUIRE(own.recording.graphs.size() == 2);
    const trace::Application& fused = own.graph().ops[1];
    REQUIRE(fused.expansion == 1);
    const trace::Graph& expansion = own.recording.graphs[1];
    CHECK(expansion.values[0].outer == fused.inputs[0]);
    CHECK(expansion.ops[0].op == "max");
    const auto& value = numbers_of(own.recording, expansion, expansion.output).numbers;
    const auto& same = numbers_of(own.recording, own.graph(), fused.output).numbers;
    REQUIRE(value.size() == same.size());
    for (std::size_t i = 0; i < same.size(); ++i) CHECK(value[i] == doctest::Approx(same[i]).epsilon(1e-5));
    const std::vector<float> gradient = sum_of_contributions(expansion, 0);
    const std::vector<float> wanted = sum_of_contributions(own.graph(), fused.inputs[0]);
    REQUIRE(gradient.size() == wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) CHECK(gradient[i] == doctest::Approx(wanted[i]).epsilon(1e-4));
    for (const trace::Application& op : own.graph().ops) CHECK((op.op == "softmax") == (op.expansion >= 0));
}

TEST_CASE("recorder: a pass over what it has not seen is refused") {
    const Variable x = parameter(Tensor::scalar(2));
    const Variable before = mul(x, x);
    trace::Recording recording;
    GraphRecorder recorder(recording);
    CHECK_THROWS_AS(recorder.differentiate(before, Tensor::scalar(1)), Error);
}
