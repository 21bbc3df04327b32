// tests/step/museum/answers_test.cpp: checks pass for a lesson, and say where for one that was tampered with.
#include "examples/step/museum/answers.hpp"

#include <doctest/doctest.h>
#include <limits>

#include "core/error.hpp"
#include "examples/step/lessons/lessons.hpp"

using namespace vitro;
using namespace vitro::step::museum;
namespace trace = core::trace;
using step::Verdict;

namespace {

/// The first contribution that is a single number becomes another one.
trace::Recording tampered(float number) {
    trace::Recording recording = step::record_lesson("chain", 1);
    const core::trace::Captured one = core::trace::capture(&number, 1);
    recording.graphs.front().contributions.back().numbers = one;
    return recording;
}

}  // namespace

TEST_CASE("answers: what is right passes") {
    const trace::Recording lesson = step::record_lesson("chain", 1);
    CHECK(by_difference(lesson).words == "3 gradients as differences of the loss say, to 1e-06");
    CHECK(by_difference(lesson, "line.w", -14).passed);
    CHECK(by_recomputation(lesson).passed);
    CHECK(by_conservation(lesson).words == "12 sums, and 12 products from them, to the bit");
    CHECK(by_first_non_finite(lesson).passed);
}

TEST_CASE("answers: what is wrong is named") {
    const trace::Recording wrong = tampered(-15);  // the last is that of line.w: -14
    CHECK(by_difference(wrong).words == "dL/dline.w is -15; by differences of the loss -14");
    CHECK(by_difference(wrong, "line.b", -3.5).words == "dL/dline.b is -3.5; by differences of the loss -7");
    CHECK(by_recomputation(wrong).words.find("WRONG") != std::string::npos);
    CHECK(!by_conservation(wrong).passed);
    const Answer nan = by_first_non_finite(tampered(std::numeric_limits<float>::quiet_NaN()));
    CHECK(!nan.passed);
    CHECK(nan.words.starts_with("backward: line.mul into line.w at event "));
    CHECK(nan.words.ends_with("(nan)"));
    CHECK(!by_difference(tampered(std::numeric_limits<float>::quiet_NaN())).passed);
}

TEST_CASE("answers: refusals, leaks and comparisons") {
    CHECK(by_refusal([] {}).passed);
    CHECK(by_refusal([] { throw core::Error("[op] no"); }).words == "[op] no");
    CHECK(by_leak("it", 0).words == "it: nothing moves, to the bit");
    CHECK(by_leak("it", 0.25).words == "it: moved by up to 0.25");
    CHECK(by_comparison(1e-6).passed);
    CHECK(by_comparison(0.232).words == "up to 0.232 apart");
    CHECK(!by_comparison(std::numeric_limits<double>::quiet_NaN()).passed);
    const core::Tensor a = core::Tensor::from({3}, {1, 2, 3}), b = core::Tensor::from({3}, {1, 4, 8});
    CHECK(distance(a, b) == 5);
    CHECK(distance(a, b, 0, 2) == 2);
    const Verdict both = verdict("check", {false, "no"}, {true, "yes"});
    CHECK(both.catches());
    CHECK(both.of_wrong == "no");
}
