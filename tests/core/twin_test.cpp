// tests/core/twin_test.cpp: both precisions in one process.
#include "core/twin.hpp"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>

#include "core/check/cases.hpp"
#include "core/check/gradient_check.hpp"
#include "core/context.hpp"
#include "core/op.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using vitro::test::error_of;

namespace {

/// What float arithmetic may be off by: each of up to `terms` additions and of the dozen operations of an op rounds
/// once, and exp, tanh and erf of the vector tables are within a few units; relative to the largest number, or to 1
/// where the result is a small difference of numbers of order 1.
double float_bound(const check::Case& sample) {
    std::int64_t terms = 1;
    for (const Shape& shape : sample.inputs) terms = std::max(terms, shape.size());
    return static_cast<double>(terms + 32) * engine_f32().epsilon;
}

}  // namespace

TEST_CASE("the two engines hold the same ops") {
    CHECK(engine_f32().precision == "f32");
    CHECK(engine_f64().precision == "f64");
    CHECK(engine_f32().epsilon == 0x1p-23);
    CHECK(engine_f64().epsilon == 0x1p-52);
    CHECK(engine_f32().op_names() == engine_f64().op_names());
    CHECK(engine_f32().op_names().size() == all_ops().size());
    for (std::string_view op : engine_f64().op_names()) {
        CHECK(engine_f32().has_expansion(op) == engine_f64().has_expansion(op));
        CHECK(engine_f64().is_differentiable(op) == (op != "detach"));
    }
}

TEST_CASE("every op computes in float what it computes in double, up to rounding") {
    for (const check::Case& sample : check::all_cases()) {
        INFO(sample.op << " " << sample.inputs_str() << " " << to_string(sample.attributes));
        const std::vector<TwinValue> inputs = check::draw_inputs(sample);
        const Application application = check::application_of(sample, inputs);
        const TwinValue in_double = engine_f64().evaluate(application, Lens::fused);
        const TwinValue in_float = engine_f32().evaluate(application, Lens::fused);
        CHECK(in_float.shape == in_double.shape);
        CHECK(check::relative_error(in_float.numbers, in_double.numbers, 1) <= float_bound(sample));

        const TwinValue upstream = check::draw_upstream(in_double.shape);
        const auto wanted = engine_f64().vjp(application, upstream, Lens::fused);
        const auto got = engine_f32().vjp(application, upstream, Lens::fused);
        REQUIRE(got.size() == inputs.size());
        for (std::size_t i = 0; i < got.size(); ++i) {
            CHECK(got[i].shape == inputs[i].shape);
            CHECK(check::relative_error(got[i].numbers, wanted[i].numbers, 1) <= float_bound(sample));
        }
    }
}

TEST_CASE("dropout drops the same elements in both precisions, in the op and in attention") {
    int dropped = 0;
    for (const check::Case& sample : check::all_cases()) {
        if (sample.op != "dropout") continue;
        const std::vector<TwinValue> inputs = check::draw_inputs(sample);
        const TwinValue a = engine_f32().evaluate(check::application_of(sample, inputs), Lens::fused);
        const TwinValue b = engine_f64().evaluate(check::application_of(sample, inputs), Lens::fused);
        for (std::size_t i = 0; i < a.numbers.size(); ++i) {
            CHECK((a.numbers[i] == 0) == (b.numbers[i] == 0));
            dropped += b.numbers[i] == 0;
        }
    }
    CHECK(dropped > 10);
}

TEST_CASE("an input may be several arguments, and the gradient is the sum") {
    const TwinValue inputs[] = {{{2}, {3, 5}}};
    const int twice[] = {0, 0};
    const Application square{.op = "mul", .attributes = {}, .inputs = inputs, .arguments = twice};
    CHECK(engine_f64().evaluate(square, Lens::fused).numbers == std::vector<double>{9, 25});
    CHECK(engine_f64().vjp(square, {{2}, {1, 10}}, Lens::fused)[0].numbers == std::vector<double>{6, 100});
}

TEST_CASE("a replay refuses the attributes that the op's own function refuses, in either lens") {
    const TwinValue x[] = {{{2, 3}, std::vector<double>(6)}}, heads[] = {{{1, 1, 2}, {0, 0}}};
    const Attribute order[] = {{"order", Shape{0, 0}}}, far[] = {{"order", Shape{0, 2}}};
    const Attribute dropout[] = {
        {"heads", std::int64_t{1}}, {"mask", Mask::none()}, {"dropout", vitro::kernels::DropoutKey{.probability = 2}}};
    const Attribute targets[] = {
        {"targets", Indices::from({2}, {0, 3})}, {"smoothing", 0.0}, {"ignored", std::int64_t{-1}}};
    const int same[] = {0, 0, 0};
    for (Lens lens : {Lens::fused, Lens::expanded}) {
        const auto refused = [lens](const Application& application) {
            return error_of([&] { engine_f64().evaluate(application, lens); });
        };
        CHECK(refused({"permute", order, x, {}}) == "[permute] (2,3): (0,0) is not an order of its 2 axes");
        CHECK(refused({"permute", far, x, {}}) == "[permute] (2,3): (0,2) is not an order of its 2 axes");
        CHECK(refused({"attention", dropout, heads, same}) ==
              "[attention] (1,1,2) x (1,1,2) x (1,1,2): a dropout of 2: valid are 0 up to but not 1");
        CHECK(refused({"cross_entropy", targets, x, {}}) ==
              "[cross_entropy] (2,3) x (2): target 3 at position 1: valid are 0 to 2, and -1 to ignore");
    }
}

TEST_CASE("the bridge refuses what is not there") {
    const TwinValue inputs[] = {{{2}, {3, 5}}}, torn[] = {{{2}, {3}}};
    const int outside[] = {0, 1};
    const auto evaluate = [](const Application& application) {
        return error_of([&] { engine_f64().evaluate(application, Lens::fused); });
    };
    CHECK(evaluate({.op = "convolution", .attributes = {}, .inputs = inputs, .arguments = {}}) ==
          "[twin] there is no op 'convolution'");
    CHECK(evaluate({.op = "exp", .attributes = {}, .inputs = torn, .arguments = {}}) ==
          "[twin] 1 numbers for shape (2), which holds 2");
    CHECK(evaluate({.op = "mul", .attributes = {}, .inputs = inputs, .arguments = outside}) ==
          "[twin] argument 1 of 1 inputs");
    CHECK(evaluate({.op = "mul", .attributes = {}, .inputs = inputs, .arguments = {}}) ==
          "[mul] 1 inputs where it takes: a b");
    CHECK(error_of([] { engine_f32().has_expansion("x"); }) == "[twin] there is no op 'x'");
    const NoGrad no_grad;
    const Application exp{.op = "exp", .inputs = inputs};
    CHECK(error_of([&] { engine_f32().vjp(exp, inputs[0], Lens::fused); }) ==
          "[twin] there are no gradients within NoGrad");
}
