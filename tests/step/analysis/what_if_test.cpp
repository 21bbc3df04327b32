// tests/step/analysis/what_if_test.cpp: what changes when a number does, and what does not.
#include "examples/step/analysis/what_if.hpp"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>

#include "tests/step/recorded.hpp"

using namespace vitro;
using test::lesson_timeline;
using test::lesson_value;

TEST_CASE("what-if: only what depends on the number changes") {
    const int bias = lesson_value("output.bias");
    const step::WhatIf result = step::what_if(lesson_timeline(), {{bias, 11, 0.5}});
    CHECK(result.values.size() == 3);  // the bias, the logits, the loss
    CHECK(result.loss_before == doctest::Approx(test::recorded_lesson().loss).epsilon(1e-6));
    CHECK(result.loss_after != result.loss_before);
    CHECK(std::is_sorted(result.gradients.begin(), result.gradients.end(),
                         [](const auto& a, const auto& b) { return a.relative() > b.relative(); }));
}

TEST_CASE("what-if: a small change moves the loss by its gradient") {
    const int bias = lesson_value("output.bias");
    const float w = lesson_timeline().numbers(bias, 0).numbers[5], g = lesson_timeline().final_gradient(bias)[5];
    const double by = 1e-4;
    const step::WhatIf result = step::what_if(lesson_timeline(), {{bias, 5, static_cast<double>(w) + by}});
    const double tokens = static_cast<double>(test::recorded_lesson().optimization.tokens);
    CHECK((result.loss_after - result.loss_before) * tokens / by ==
          doctest::Approx(static_cast<double>(g)).epsilon(1e-3));
}

TEST_CASE("what-if: the number that was there changes nothing") {
    const int bias = lesson_value("output.bias");
    const float w = lesson_timeline().numbers(bias, 0).numbers[5];
    const step::WhatIf result = step::what_if(lesson_timeline(), {{bias, 5, static_cast<double>(w)}});
    CHECK(result.values.empty());
    CHECK(result.gradients.empty());
    CHECK(result.loss_after == result.loss_before);
}

TEST_CASE("what-if: another word wanted moves the loss, the same word moves nothing") {
    const step::Timeline& timeline = lesson_timeline();
    const auto with = [&](const char* word) {
        return step::what_if(timeline, {}, step::token_edits(timeline, "next word", "1", word));
    };
    const step::WhatIf same = with("would"), other = with("dog");
    CHECK(same.loss_after == same.loss_before);
    CHECK(same.gradients.empty());
    CHECK(other.loss_after != other.loss_before);
    CHECK(other.values.size() == 1);  // the loss alone: what is wanted is read by nothing before it
    CHECK(step::is_text(timeline, "source"));
    CHECK_FALSE(step::is_text(timeline, "source vocabulary"));
}
