// tests/core/check/cases_test.cpp: that the sample cases cover what they promise.
#include "core/check/cases.hpp"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <set>

using namespace vitro::core;
using namespace vitro::core::check;

TEST_CASE("every op has cases, and every op with two inputs is given one of them twice") {
    std::set<std::string_view> covered, of_two, twice;
    for (const Case& sample : all_cases()) {
        covered.insert(sample.op);
        if (sample.inputs.size() > 1) of_two.insert(sample.op);
        if (std::count(sample.arguments.begin(), sample.arguments.end(), 0) > 1 ||
            std::count(sample.arguments.begin(), sample.arguments.end(), 1) > 1)
            twice.insert(sample.op);
    }
    const std::vector<std::string_view> names = engine_f64().op_names();
    CHECK(covered == std::set<std::string_view>(names.begin(), names.end()));
    CHECK(of_two == twice);
}

TEST_CASE("the numbers are where the op is differentiable, the same in both precisions and on every call") {
    for (const Case& sample : all_cases()) {
        const std::vector<TwinValue> inputs = draw_inputs(sample), again = draw_inputs(sample);
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            CHECK(inputs[i].numbers == again[i].numbers);
            CHECK(inputs[i].shape == sample.inputs[i]);
            std::vector<double> sorted = inputs[i].numbers;
            std::sort(sorted.begin(), sorted.end());
            for (std::size_t k = 0; k < sorted.size(); ++k) {
                const double x = sorted[k];
                CHECK(x == static_cast<double>(static_cast<float>(x)));
                if (sample.draw == Draw::positive) CHECK(x >= 0.5);
                if (sample.draw == Draw::away_from_zero) CHECK(std::abs(x) >= 0.5);
                if (sample.draw == Draw::distinct && k > 0) CHECK(x - sorted[k - 1] >= 0.2499);
            }
        }
    }
}

TEST_CASE("inputs print with how often they are given") {
    CHECK(Case{.op = "add", .inputs = {{2, 3}, {3}}}.inputs_str() == "(2,3) x (3)");
    CHECK(Case{.op = "add", .inputs = {{2, 3}}, .arguments = {0, 0}}.inputs_str() == "(2,3) 2 times");
}
