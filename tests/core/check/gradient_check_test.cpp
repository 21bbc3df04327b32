// tests/core/check/gradient_check_test.cpp: every gradient of every op, and that a wrong one would be found.
#include "core/check/gradient_check.hpp"

#include <cmath>
#include <doctest/doctest.h>
#include <limits>

#include "core/check/families.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using namespace vitro::core::check;
using vitro::test::error_of;

TEST_CASE("every op's gradient agrees with the differences of its value") {
    const std::vector<GradientCheck> results = check_gradients();
    CHECK(results.size() == all_cases().size());
    for (const GradientCheck& result : results)
        CHECK_MESSAGE(result.passed(), result.op << " " << result.inputs << " " << result.attributes << ": "
                                                 << result.worst_error << " > " << result.bound << " for "
                                                 << result.worst_position);
    const std::vector<GradientCheck> worst = worst_of_each_op(results);
    CHECK(worst.size() == engine_f64().op_names().size());
    for (const GradientCheck& result : worst) {
        CHECK(result.bound <= 1e-6);
        MESSAGE(result.op << ": " << result.worst_error << " on " << result.inputs);
    }
}

TEST_CASE("a wrong number is found, and where it is") {
    const double gradient[] = {1, 2, 3}, difference[] = {1, 2.00001, 3};
    std::size_t at = 9;
    CHECK(relative_error(gradient, difference, kGradientFloor, &at) == doctest::Approx(1e-5 / 3));
    CHECK(at == 1);
}

TEST_CASE("the norm is relative to the largest number, with a floor, and NaN never passes") {
    const double zero[] = {0, 0}, small[] = {1e-4, 0}, nan[] = {std::numeric_limits<double>::quiet_NaN(), 0};
    CHECK(relative_error(zero, zero, 1e-3) == 0);
    CHECK(relative_error(small, zero, 1e-3) == doctest::Approx(0.1));
    CHECK(relative_error(zero, small, 1e-5) == doctest::Approx(1));
    CHECK(std::isinf(relative_error(nan, zero, 1e-3)));
    CHECK(std::isinf(relative_error(zero, nan, 1e-3)));
    CHECK(relative_error({}, {}, 1e-3) == 0);
}

TEST_CASE("checks of one op alone, and of none that is not there") {
    const std::vector<GradientCheck> results = check_gradients("softmax");
    CHECK(results.size() > 10);
    for (const GradientCheck& result : results) CHECK(result.op == "softmax");
    CHECK(worst_of_each_op(results).size() == 1);
    CHECK(
        error_of([] { check_gradients("sofmax"); }).starts_with("[check] there is no op 'sofmax': valid are add, sub"));
}
