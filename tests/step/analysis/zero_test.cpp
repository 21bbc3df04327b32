// tests/step/analysis/zero_test.cpp: each reason for a zero, in a graph where it is the reason.
#include "examples/step/analysis/zero.hpp"

#include <cmath>
#include <doctest/doctest.h>

#include "core/context.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;
using core::Tensor;
using core::Variable;
using step::ZeroReason;
using test::lesson_timeline;
using test::lesson_value;

namespace {

ZeroReason last_reason(const step::Timeline& timeline, const char* name, std::int64_t element) {
    return step::why_zero(timeline, step::find_value(timeline, name), element).back().reason;
}

/// Of x[element], where `compute` makes the loss of x = (1, -2, 3).
template <class Compute>
ZeroReason reason(const Compute& compute, std::int64_t element) {
    const core::trace::Recording recording = test::recorded([&](step::RecordedScope& scope) {
        const Variable x = core::parameter(Tensor::from({3}, {1, -2, 3}));
        scope.name(x, "x");
        return compute(x);
    });
    return last_reason(step::Timeline(recording), "x", element);
}

Variable weights() {
    return core::parameter(Tensor::from({3}, {1, 1, 1}));
}

}  // namespace

TEST_CASE("zero: in the lesson") {
    const step::Timeline& lesson = lesson_timeline();
    const auto row = [](std::int64_t r, std::int64_t columns) { return r * columns; };
    CHECK(last_reason(lesson, "source_embedding.weight", row(6, 16)) == ZeroReason::row_not_in_batch);  // hund
    CHECK(last_reason(lesson, "source_embedding.weight", row(5, 16)) == ZeroReason::not_zero);          // ein
    CHECK(last_reason(lesson, "decoder.layers.0.self_attn.query.linear", 3) == ZeroReason::only_choice);
    CHECK(last_reason(lesson, "encoder.layers.0.self_attn.key.bias", 3) == ZeroReason::cancels);
    CHECK(last_reason(lesson, "source_positions.constant", 0) == ZeroReason::not_wanted);
    CHECK(last_reason(lesson, "output.weight", 0) == ZeroReason::not_zero);
}

TEST_CASE("zero: a saturated activation, and what lies behind it") {
    CHECK(reason([](const Variable& x) { return core::sum(core::relu(x)); }, 1) == ZeroReason::saturated);
    CHECK(reason([](const Variable& x) { return core::sum(core::relu(x)); }, 0) == ZeroReason::not_zero);
    CHECK(reason([](const Variable& x) { return core::sum(core::relu(core::scale(x, 2))); }, 1) ==
          ZeroReason::saturated);
    const core::trace::Recording recording = test::recorded([](step::RecordedScope& scope) {
        const Variable x = core::parameter(Tensor::from({3}, {1, -2, 3}));
        scope.name(x, "x");
        return core::sum(core::relu(core::scale(x, 2)));
    });
    const step::Timeline timeline(recording);
    const auto chain = step::why_zero(timeline, step::find_value(timeline, "x"), 1);
    REQUIRE(chain.size() == 2);
    CHECK(chain[0].reason == ZeroReason::upstream_zero);
}

TEST_CASE("zero: masks, slices, maxima, factors") {
    const std::vector<std::uint8_t> allowed{1, 0, 1};
    CHECK(reason([&](const Variable& x) { return core::sum(core::mask(x, core::Mask::of({3}, allowed), 0)); }, 1) ==
          ZeroReason::masked);
    CHECK(reason([](const Variable& x) { return core::sum(core::slice(x, 0, 0, 2)); }, 2) == ZeroReason::out_of_slice);
    CHECK(reason([](const Variable& x) { return core::sum(core::max(x, 0)); }, 0) == ZeroReason::not_the_largest);
    CHECK(reason(
              [](const Variable& x) {
                  return core::sum(x * Variable(Tensor::from({3}, {1, 0, 1})));
              },
              1) == ZeroReason::factor_zero);
}

TEST_CASE("zero: contributions that cancel, with a sum of 0 and sizes that are not") {
    CHECK(reason([](const Variable& x) { return core::sum(x - x); }, 0) == ZeroReason::cancels);
    CHECK(reason([](const Variable& x) { return core::sum(x + x); }, 0) == ZeroReason::not_zero);
}

TEST_CASE("zero: detached, not on a path, dropped") {
    CHECK(reason([](const Variable& x) { return core::sum(weights() * core::detach(x)); }, 0) == ZeroReason::detached);
    CHECK(reason(
              [](const Variable& x) {
                  const Variable unused = core::exp(x);
                  return core::sum(weights());
              },
              0) == ZeroReason::off_path);
    CHECK(reason([](const Variable&) { return core::sum(weights()); }, 0) == ZeroReason::off_path);
    const core::Training training(1, 0);
    int dropped = 0;
    for (const std::int64_t element : {0, 1, 2})
        dropped +=
            reason([](const Variable& x) { return core::sum(core::dropout(x, 0.9)); }, element) == ZeroReason::dropped
                ? 1
                : 0;
    CHECK(dropped > 0);
}

TEST_CASE("zero: every reason has a name") {
    for (int r = 0; r <= static_cast<int>(ZeroReason::out_of_slice); ++r)
        CHECK(std::string(step::name_of(static_cast<ZeroReason>(r))).size() > 3);
    CHECK(std::string(step::name_of(ZeroReason::out_of_slice)) == "not in the slice");
}
