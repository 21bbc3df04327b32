// tests/core/ops/laws_test.cpp: what holds for every op, on every sample case and every kernel table;
// laws_f64_test.cpp runs this for double.
#include <cmath>
#include <doctest/doctest.h>
#include <set>
#include <string>
#include <vector>

#include "core/backward.hpp"
#include "core/random.hpp"
#include "core/runtime.hpp"
#include "tests/core/case_inputs.hpp"
#include "tests/core/tensors.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using namespace vitro::test;
using vitro::real;
namespace check = vitro::core::check;

namespace {

/// Runs the body on every case with every table of this CPU.
template <class Body>
void for_every_case(const Body& body) {
    const std::string before = runtime::kernels().name;
    for (const std::string& table : runtime::table_names()) {
        runtime::use_table(table);
        for (const check::Case& sample : check::all_cases()) {
            INFO(table << ": " << describe(sample));
            body(sample);
        }
    }
    runtime::use_table(before);
}

/// Numbers that were there before: some of them zeros of either sign.
Tensor earlier_gradient(const Shape& shape) {
    Random random(3, "earlier");
    Tensor x(shape);
    real* out = x.write();
    for (std::int64_t i = 0; i < x.size(); ++i)
        out[i] = i % 5 == 3 ? -real{0} : i % 5 == 4 ? real{0} : static_cast<real>(random.normal());
    return x;
}

/// What one op's backward does to the gradients of its inputs.
struct Outcome {
    std::vector<Tensor> gradients;
    std::vector<std::pair<int, Tensor>> contributions;  ///< by input (not argument), in order
};

Outcome run(const check::Case& sample, Keep keep, bool with_earlier) {
    const std::vector<Variable> inputs = parameters_of(sample);
    if (with_earlier)
        for (const Variable& input : inputs) input.node->grad = earlier_gradient(input.shape());
    const Variable output = vitro::test::apply(sample, inputs);
    Outcome outcome;
    if (output.requires_grad()) {
        Backward pass(output, upstream_for(output), keep);
        REQUIRE(pass.step());
        for (const Contribution& contribution : pass.contributions()) {
            const int argument = contribution.input;
            outcome.contributions.emplace_back(sample.arguments.empty() ? argument : sample.arguments[argument],
                                               contribution.value);
        }
        CHECK_FALSE(pass.step());
    }
    for (const Variable& input : inputs) outcome.gradients.push_back(input.grad());
    return outcome;
}

/// dst <- dst + c, each rounded once.
void add_rounded(Tensor& dst, const Tensor& c) {
    real* out = dst.write();
    for (std::int64_t i = 0; i < dst.size(); ++i) out[i] += c.data()[i];
}

/// The contributions to each input, added up in order to what was there.
std::vector<Tensor> added_up(const Outcome& outcome, std::vector<Tensor> start) {
    for (const auto& [input, value] : outcome.contributions) {
        if (start[input].empty())
            start[input] = value.clone();
        else
            add_rounded(start[input], value);
    }
    return start;
}

bool all_same_bits(const std::vector<Tensor>& a, const std::vector<Tensor>& b) {
    bool same = a.size() == b.size();
    for (std::size_t i = 0; same && i < a.size(); ++i) same = same_bits(a[i], b[i]);
    return same;
}

}  // namespace

TEST_CASE("every op has a name of its own, both formulas, a computation and a cost") {
    std::set<std::string_view> names;
    for (const Op* op : all_ops()) {
        INFO(op->name);
        CHECK(names.insert(op->name).second);
        CHECK(find_op(op->name) == op);
        CHECK(input_count(*op).least >= 1);
        CHECK_FALSE(op->formula.empty());
        CHECK_FALSE(op->vjp.empty());
        CHECK(op->formula.find('\n') == std::string_view::npos);
        CHECK(static_cast<bool>(op->forward));
        CHECK(static_cast<bool>(op->cost));
        CHECK((op->backward == nullptr) == (op->name == "detach"));
    }
    CHECK(find_op("convolution") == nullptr);
}

TEST_CASE("every op writes every number of its value and of its gradients") {
    for_every_case([](const check::Case& sample) {
        const std::vector<Variable> inputs = parameters_of(sample);
        const Shape shape = vitro::test::apply(sample, inputs).shape();
        poison_blocks_of(shape);
        const Variable output = vitro::test::apply(sample, inputs);
        for (real value : output.value.span()) CHECK_FALSE(std::isnan(value));
        if (!output.requires_grad()) return;
        for (const Variable& input : inputs) poison_blocks_of(input.shape());
        Backward pass(output, upstream_for(output));
        REQUIRE(pass.step());
        for (const Variable& input : inputs)
            for (real value : input.grad().span()) CHECK_FALSE(std::isnan(value));
    });
}

TEST_CASE("the contributions to an input add up to its gradient, bit for bit") {
    for_every_case([](const check::Case& sample) {
        const Outcome kept = run(sample, Keep::all, false);
        CHECK(all_same_bits(added_up(kept, std::vector<Tensor>(sample.inputs.size())), kept.gradients));
    });
}

TEST_CASE("keeping everything changes no bit of a gradient") {
    for_every_case([](const check::Case& sample) {
        CHECK(all_same_bits(run(sample, Keep::nothing, false).gradients, run(sample, Keep::all, false).gradients));
    });
}

TEST_CASE("accumulating is adding what overwriting would have stored, bit for bit") {
    for_every_case([](const check::Case& sample) {
        std::vector<Tensor> earlier;
        for (const Shape& shape : sample.inputs) earlier.push_back(earlier_gradient(shape));
        const Outcome alone = run(sample, Keep::all, false), kept = run(sample, Keep::all, true);
        const std::vector<Tensor> accumulated = run(sample, Keep::nothing, true).gradients;
        CHECK(all_same_bits(accumulated, added_up(kept, earlier)));
        CHECK(all_same_bits(accumulated, kept.gradients));
        // The contributions are those of a first pass; a zero that only fills up may have the other sign.
        REQUIRE(kept.contributions.size() == alone.contributions.size());
        for (std::size_t i = 0; i < kept.contributions.size(); ++i)
            CHECK(numbers(kept.contributions[i].second) == numbers(alone.contributions[i].second));
    });
}

TEST_CASE("a gradient does not depend on which other inputs want one") {
    for_every_case([](const check::Case& sample) {
        if (!sample.arguments.empty()) return;
        const std::vector<Tensor> all = run(sample, Keep::nothing, false).gradients;
        for (std::size_t wanted = 0; wanted < sample.inputs.size(); ++wanted) {
            std::vector<Variable> inputs = constants_of(sample);
            inputs[wanted] = parameter(inputs[wanted].value);
            const Variable output = vitro::test::apply(sample, inputs);
            if (!output.requires_grad()) continue;
            Backward pass(output, upstream_for(output));
            REQUIRE(pass.step());
            CHECK(same_bits(inputs[wanted].grad(), all[wanted]));
        }
    });
}

TEST_CASE("each saved tensor of each op is guarded: written before backward, it is an error that names both") {
    int guarded = 0;
    for (const check::Case& sample : check::all_cases()) {
        const std::size_t count = [&] {
            const Variable output = vitro::test::apply(sample, parameters_of(sample));
            return output.requires_grad() ? output.node->saved_list.size() : 0;
        }();
        for (std::size_t i = 0; i < count; ++i) {
            INFO(describe(sample) << " saved " << i);
            const std::vector<Variable> inputs = parameters_of(sample);
            const Variable output = vitro::test::apply(sample, inputs);
            Saved& saved = output.node->saved_list[i];
            Tensor handle(saved.storage, saved.shape);
            handle.write();
            const std::string refusal = error_of([&] { Backward pass(output, upstream_for(output)); });
            CHECK(refusal.starts_with("[" + std::string(sample.op) + "] its saved tensor '"));
            CHECK(refusal.find(" was written between forward and backward") != std::string::npos);
            for (const Variable& input : inputs) CHECK(input.grad().empty());
            ++guarded;
        }
    }
    CHECK(guarded > 300);
}

TEST_CASE("what nobody needs is not saved") {
    const Variable x = parameter(Tensor::full({2, 2}, 2)), c = Tensor::full({2, 2}, 3);
    const auto saved = [&](const char* op, const std::vector<Variable>& inputs, std::vector<Attribute> attributes) {
        std::string names;
        const Variable output = find_op(op)->forward(inputs, attributes);
        for (const Saved& entry : output.node->saved_list) names += std::string(names.empty() ? "" : " ") + entry.name;
        return names;
    };
    using vitro::kernels::Activation;
    const Attribute plain_a{"transpose_a", std::int64_t{0}}, plain_b{"transpose_b", std::int64_t{0}};
    CHECK(saved("add", {x, x}, {}).empty());
    CHECK(saved("mul", {x, c}, {}) == "b");
    CHECK(saved("mul", {c, x}, {}) == "a");
    CHECK(saved("mul", {x, x}, {}) == "a b");
    CHECK(saved("div", {x, c}, {}) == "b");
    CHECK(saved("div", {c, x}, {}) == "a b");
    CHECK(saved("matmul", {x, c}, {plain_a, plain_b}) == "b");
    CHECK(saved("matmul", {c, x}, {plain_a, plain_b}) == "a");
    CHECK(saved("linear", {c, x}, {{"activation", Activation::none}}) == "x");
    CHECK(saved("linear", {x, c}, {{"activation", Activation::relu}}) == "weight y");
    CHECK(saved("linear", {x, c}, {{"activation", Activation::silu}}) == "weight z");
    const Attribute epsilon{"epsilon", 1e-5};
    const Variable gain = parameter(Tensor::full({2}, 1)), fixed = Tensor::full({2}, 1);
    CHECK(saved("layer_norm", {x, gain, gain}, {epsilon}) == "x gain mean rstd");
    CHECK(saved("layer_norm", {c, gain, gain}, {epsilon}) == "x mean rstd");
    CHECK(saved("layer_norm", {c, fixed, gain}, {epsilon}).empty());
    const Variable heads = parameter(Tensor::full({1, 2, 2}, 1)), still = Tensor::full({1, 2, 2}, 1);
    const std::vector<Attribute> one_head{
        {"heads", std::int64_t{1}}, {"mask", Mask::none()}, {"dropout", vitro::kernels::DropoutKey{}}};
    CHECK(saved("attention", {heads, still, still}, one_head) == "query key value output logsumexp");
    CHECK(saved("attention", {still, heads, still}, one_head) == "query key value output logsumexp");
    CHECK(saved("attention", {still, still, heads}, one_head) == "query key logsumexp");
    const Attribute over_all{"mask", Mask::none()};
    for (const char* op : {"exp", "sqrt", "tanh", "sigmoid", "relu"}) CHECK(saved(op, {x}, {}) == "y");
    for (const char* op : {"log", "erf", "gelu", "gelu_tanh", "silu"}) CHECK(saved(op, {x}, {}) == "x");
    CHECK(saved("softmax", {x}, {over_all}) == "y");
    CHECK(saved("log_softmax", {x}, {}) == "y");
    CHECK(saved("mask", {x}, {over_all, {"value", 0.0}}).empty());
    CHECK(saved("max", {x}, {{"axis", std::int64_t{0}}, {"keep", std::int64_t{0}}}) == "index");
    CHECK(saved("embedding", {x}, {{"ids", Indices::from({1}, {0})}}) == "ids");
    CHECK(saved("dropout", {x}, {{"decisions", vitro::kernels::DropoutKey{.probability = 0.5}}}).empty());
    CHECK(saved("cross_entropy", {x},
                {{"targets", Indices::from({2}, {0, 1})}, {"smoothing", 0.0}, {"ignored", std::int64_t{-1}}}) ==
          "logits logsumexp targets");
    CHECK(saved("neg", {x}, {}).empty());
    CHECK(saved("scale", {x}, {{"factor", 2.0}}).empty());
    CHECK(saved("sum", {x}, {}).empty());
}
