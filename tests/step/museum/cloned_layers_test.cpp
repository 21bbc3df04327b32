// tests/step/museum/cloned_layers_test.cpp: copies pull one way, layers of their own do not.
#include <algorithm>

#include "tests/step/museum/shown.hpp"

using namespace vitro;

TEST_CASE("cloned-layers: what consecutive layers add, and what becomes of the stream") {
    const step::Shown shown = test::shown("cloned-layers");
    const step::Figure &cosine = test::figure(shown, "cosine"), &length = test::figure(shown, "length");
    REQUIRE(cosine.wrong.size() == 3);
    CHECK(std::ranges::min(cosine.wrong) > 0.7);
    CHECK(std::ranges::max(cosine.right) < 0.5);
    CHECK(length.wrong[0] == length.right[0]);  // the first layer is the same
    CHECK(length.wrong[3] - 1 > 2 * (length.right[3] - 1));
}

TEST_CASE("cloned-layers: every matrix is counted") {
    const step::Shown shown = test::shown("cloned-layers");
    // Four of attention and two of the feed-forward, in three layers behind the first.
    CHECK(shown.verdicts.front().of_wrong == "18 of 18 weight matrices are those of layer 0");
    CHECK(shown.verdicts.front().of_right == "0 of 18 weight matrices are those of layer 0");
    CHECK(test::verdict(shown, "finite difference").wrong_passes);
    CHECK(shown.recording->loss_after < shown.recording->loss);  // "the loss falls"
}
