// tests/step/museum/nan_from_log_0_test.cpp: a perfect loss, and nothing but nan behind it.
#include <algorithm>
#include <cmath>

#include "tests/step/museum/shown.hpp"

using namespace vitro;

TEST_CASE("nan-from-log-0: the loss hides it") {
    const step::Shown shown = test::shown("nan-from-log-0");
    const step::Figure& loss = test::figure(shown, "loss");
    CHECK(loss.wrong.front() == 0);
    CHECK(loss.right.front() == 0);
    const step::Figure& gradient = test::figure(shown, "gradient");
    REQUIRE(gradient.wrong.size() == 4);
    CHECK(std::ranges::all_of(gradient.wrong, [](double g) { return std::isnan(g); }));
    CHECK(std::ranges::all_of(gradient.right, [](double g) { return g == 0; }));  // p - y: p is exactly (1, 0, 0, 0)
}

TEST_CASE("nan-from-log-0: the earliest of either direction, and the trainer's refusal") {
    const step::Shown shown = test::shown("nan-from-log-0");
    const std::string& words = test::verdict(shown, "first non-finite").of_wrong;
    CHECK(
        words.starts_with("forward: log at event 1 (-inf at [0,1], and 2 more); backward: log into softmax at event "));
    CHECK(words.ends_with("(nan at [0,1], and 2 more)"));
    CHECK(test::verdict(shown, "trainer").of_wrong ==
          "[trainer] step 1: the gradient norm is nan; first seen in forward [log] on (1,4): y = ln x");
}
