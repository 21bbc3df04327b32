// tests/step/museum/biased_standard_deviation_test.cpp: 1.7320 and 1.5.
#include "tests/step/museum/shown.hpp"

using namespace vitro;

TEST_CASE("biased-standard-deviation: layer norm of (1, 0, 0, 0)") {
    const step::Figure result = test::figure(test::shown("biased-standard-deviation"), "layer norm of");
    REQUIRE(result.wrong.size() == 4);
    // 0.75 / sqrt(0.1875 + 1e-5) and 0.75 / sqrt(0.25 + 1e-5).
    CHECK(result.right[0] == doctest::Approx(1.73200).epsilon(1e-5));
    CHECK(result.right[1] == doctest::Approx(-0.577335).epsilon(1e-5));
    CHECK(result.wrong[0] == doctest::Approx(1.49997).epsilon(1e-5));
    CHECK(result.wrong[1] == doctest::Approx(-0.49999).epsilon(1e-5));
}

TEST_CASE("biased-standard-deviation: the wider, the harder to see") {
    const step::Shown shown = test::shown("biased-standard-deviation");
    const step::Figure &narrow = test::figure(shown, "mean square of the result, width 4"),
                       &wide = test::figure(shown, "mean square of the result, width 512");
    CHECK(narrow.right[0] == doctest::Approx(1).epsilon(1e-4));
    CHECK(narrow.wrong[0] == doctest::Approx(3.0 / 4).epsilon(1e-4));
    CHECK(wide.right[0] == doctest::Approx(1).epsilon(1e-4));
    CHECK(wide.wrong[0] == doctest::Approx(511.0 / 512).epsilon(1e-4));
}

TEST_CASE("biased-standard-deviation: values tell, gradients do not") {
    const step::Shown shown = test::shown("biased-standard-deviation");
    CHECK(test::verdict(shown, "comparison with the layer_norm op").of_wrong == "up to 0.232 apart");
    CHECK(test::verdict(shown, "finite difference").wrong_passes);
}
