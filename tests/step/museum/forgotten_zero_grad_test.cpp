// tests/step/museum/forgotten_zero_grad_test.cpp: the sums can be written down: everything is exact in float.
#include <algorithm>
#include <cmath>

#include "core/trace/recording.hpp"
#include "tests/step/museum/shown.hpp"

using namespace vitro;

TEST_CASE("forgotten-zero-grad: the gradient of step 3 is the sum of three") {
    const step::Shown shown = test::shown("forgotten-zero-grad");
    const step::Figure& gradient = test::figure(shown, "gradient that step 3 used");
    // Cleared, 4 (2 w - 6) at w = 0, 0.75, 1.3125; not cleared, the weights are 0, 0.75, 2.0625.
    CHECK(gradient.right == std::vector<double>{-13.5});
    CHECK(gradient.wrong == std::vector<double>{-24 - 18 - 7.5});
    CHECK(test::verdict(shown, "finite difference").of_wrong == "dL/dw is -49.5; by differences of the loss -7.5");
    CHECK(test::verdict(shown, "recomputation").of_wrong.find("WRONG") != std::string::npos);
}

TEST_CASE("forgotten-zero-grad: one settles, the other swings about the minimum") {
    const step::Shown shown = test::shown("forgotten-zero-grad");
    const step::Figure& weights = test::figure(shown, "weight after");
    CHECK(weights.wrong.front() == weights.right.front());  // the first step is right
    for (std::size_t i = 0; i < weights.right.size(); ++i)
        CHECK(weights.right[i] == doctest::Approx(3 * (1 - std::pow(0.75, i + 1))));
    CHECK(*std::ranges::max_element(weights.wrong) > 5);
    CHECK(weights.wrong.back() < 0);
    const step::Figure& distance = test::figure(shown, "distance from 3");
    CHECK(distance.right.front() < 1e-5);
    CHECK(distance.wrong.front() > 0.5);
}

TEST_CASE("forgotten-zero-grad: the recording has stale gradients and wipes none") {
    const step::Shown shown = test::shown("forgotten-zero-grad");
    REQUIRE(shown.recording->updates.size() == 1);
    CHECK(shown.recording->updates.front().stale.numbers == std::vector<float>{-42});
    for (const auto& event : shown.recording->step().events) CHECK(event.kind != core::trace::EventKind::zero);
}
