// tests/core/ops/expansions_test.cpp: every fused op beside its expansion, value and gradients, on every table;
// expansions_f64_test.cpp runs this for double.
//
// The bound. Both sides are sums and products of numbers of at most `scale`, the largest value or contribution anywhere
// in the expanded graph. Each of its `steps` ops rounds once forward and a few times back, and a sum of `terms` numbers
// rounds terms - 1 times, each time by at most epsilon / 2 of a number no larger than terms * scale; exp, log, tanh and
// erf are good to a few units. So both sides lie within (terms + 4 steps) * epsilon * scale of the truth.
#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <limits>
#include <set>
#include <string>

#include "core/backward.hpp"
#include "core/check/gradient_check.hpp"
#include "core/record.hpp"
#include "core/runtime.hpp"
#include "tests/core/case_inputs.hpp"
#include "tests/core/tensors.hpp"

using namespace vitro::core;
using namespace vitro::test;
using vitro::real;
namespace check = vitro::core::check;

namespace {

/// The size of the numbers in a graph, and the number of its ops.
class Extent : public Observer {
  public:
    void computed(const Op& op, Inputs inputs, Attributes, const Variable& output) override {
        if (op.expand) expanded_into.insert(std::string(op.name));
        ++steps;
        for (const Variable& input : inputs) include(input.value);
        include(output.value);
    }
    void include(const Tensor& x) {
        for (real value : x.span())
            if (std::abs(value) < 1e29)
                scale = std::max(scale, std::abs(static_cast<double>(value)));  // not the cut-off
    }
    double scale = 1;
    int steps = 0;
    std::set<std::string> expanded_into;
};

struct Side {
    Tensor value;
    std::vector<Tensor> gradients;
};

Side compute(const check::Case& sample, bool expanded, Extent* extent) {
    const Op& op = *find_op(sample.op);
    const std::vector<Variable> inputs = parameters_of(sample);
    const Variable output = (expanded ? op.expand : op.forward)(arguments_of(sample, inputs), sample.attributes);
    Backward pass(output, upstream_for(output), Keep::all);
    while (pass.step())
        for (const Contribution& contribution : pass.contributions())
            if (extent) extent->include(contribution.value);
    Side side{output.value, {}};
    for (const Variable& input : inputs) side.gradients.push_back(input.grad());
    return side;
}

double distance(const Tensor& a, const Tensor& b) {
    double worst = 0;
    REQUIRE(a.shape() == b.shape());
    for (std::int64_t i = 0; i < a.size(); ++i) {
        const double d = std::abs(static_cast<double>(a.data()[i]) - static_cast<double>(b.data()[i]));
        worst = std::isnan(d) ? std::numeric_limits<double>::infinity() : std::max(worst, d);
    }
    return worst;
}

void compare(const check::Case& sample) {
    Extent extent;
    const Side expanded = compute(sample, true, &extent), fused = compute(sample, false, nullptr);
    std::int64_t terms = 1;
    for (const Shape& shape : sample.inputs) terms = std::max(terms, shape.size());
    const double bound = (static_cast<double>(terms) + 4.0 * extent.steps) * extent.scale *
                         static_cast<double>(std::numeric_limits<real>::epsilon());
    CHECK(distance(fused.value, expanded.value) <= bound);
    for (std::size_t i = 0; i < fused.gradients.size(); ++i)
        CHECK(distance(fused.gradients[i], expanded.gradients[i]) <= bound);
}

}  // namespace

TEST_CASE("every fused op equals its expansion within rounding, value and gradients, on every table") {
    const std::string before = runtime::kernels().name;
    for (const std::string& table : runtime::table_names()) {
        runtime::use_table(table);
        for (const check::Case& sample : check::all_cases()) {
            if (!find_op(sample.op)->expand) continue;
            INFO(table << ": " << describe(sample));
            compare(sample);
        }
    }
    runtime::use_table(before);
}

TEST_CASE("the ops fused for speed are those that have an expansion, and every one of them has cases") {
    std::set<std::string_view> fused, compared;
    for (const Op* op : all_ops())
        if (op->expand) fused.insert(op->name);
    for (const check::Case& sample : check::all_cases())
        if (find_op(sample.op)->expand) compared.insert(sample.op);
    CHECK(fused == std::set<std::string_view>{"attention", "cross_entropy", "gelu", "gelu_tanh", "layer_norm", "linear",
                                              "log_softmax", "rotary", "silu", "softmax"});
    CHECK(compared == fused);
}

TEST_CASE("an expansion is made of primitive ops") {
    for (const check::Case& sample : check::all_cases()) {
        const Op& op = *find_op(sample.op);
        if (!op.expand) continue;
        Extent seen;
        op.expand(arguments_of(sample, constants_of(sample)), sample.attributes);
        INFO(describe(sample));
        CHECK(seen.steps > 0);
        CHECK(seen.expanded_into.empty());
    }
}

TEST_CASE("a target's loss is the same in both lenses when other logits are minus infinity") {
    const real cut = -std::numeric_limits<real>::infinity();
    const std::vector<Attribute> attributes{
        {"targets", Indices::from({2}, {0, 2})}, {"smoothing", 0.0}, {"ignored", std::int64_t{-1}}};
    const Op& op = *find_op("cross_entropy");
    Side sides[2];
    for (Side& side : sides) {
        const Variable logits = parameter(Tensor::from({2, 3}, {0, cut, 1, 1, cut, -1}));
        const Variable loss = (&side == sides ? op.forward : op.expand)({&logits, 1}, attributes);
        backward(loss);
        side = {loss.value, {logits.grad()}};
    }
    const double bound = 8 * static_cast<double>(std::numeric_limits<real>::epsilon());
    CHECK(distance(sides[0].value, sides[1].value) <= 4 * bound);
    CHECK(distance(sides[0].gradients[0], sides[1].gradients[0]) <= bound);
}
