// tests/step/museum/unscaled_scores_test.cpp: what softmax loses with the width, and keeps when scores are scaled.
#include <cmath>

#include "tests/step/museum/shown.hpp"

using namespace vitro;

TEST_CASE("unscaled-scores: entropy falls with the width, scaled, it stays") {
    const step::Figure entropy = test::figure(test::shown("unscaled-scores"), "entropy");
    REQUIRE(entropy.wrong.size() == 2);
    CHECK(entropy.wrong[1] < 0.3 * entropy.wrong[0]);
    CHECK(std::abs(entropy.right[1] - entropy.right[0]) < 0.15);
    CHECK(entropy.right[1] > 2);  // of log 16 = 2.77: weights exp(n) of normal n lose about 1/2
}

TEST_CASE("unscaled-scores: most gradients vanish, scaled, they stay") {
    const step::Figure gradient = test::figure(test::shown("unscaled-scores"), "size of a score's gradient");
    CHECK(gradient.wrong[1] < 1e-3 * gradient.wrong[0]);
    CHECK(gradient.right[1] > 0.5 * gradient.right[0]);
}

TEST_CASE("unscaled-scores: the op that scales says so, a gradient check cannot") {
    const step::Shown shown = test::shown("unscaled-scores");
    CHECK(test::verdict(shown, "comparison with the attention op").catches());
    CHECK(test::verdict(shown, "finite difference").wrong_passes);
}
