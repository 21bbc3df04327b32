// tests/step/terminal/heatmap_test.cpp: pictures in every manner of a terminal.
#include "examples/step/terminal/heatmap.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <limits>

using namespace vitro::step;

namespace {

Matrix matrix() {
    return {.rows = 3, .columns = 2, .numbers = {1, -0.5F, 0, 0.001F, -1, 0.25F}, .row_labels = {"a", "b", "c"}};
}

}  // namespace

TEST_CASE("heatmap: without colour a sign and a digit, 0 apart from what is nearly 0") {
    CHECK(heatmap({}, matrix()) == "  a +9 -5\n  b  0 +0\n  c -9 +2\n  (+9 and -9: 1.0000)\n");
}

TEST_CASE("heatmap: with colour two rows share a line") {
    for (const auto& [colours, blue] : {std::pair(Colours::all, "38;2;70;150;255"), std::pair(Colours::many, "38;5;69"),
                                        std::pair(Colours::sixteen, "94")}) {
        const std::string text = heatmap({.colours = colours}, matrix());
        CHECK_MESSAGE(text.find(blue) != std::string::npos, text);
        CHECK(text.find("▀▀") != std::string::npos);
        CHECK(std::count(text.begin(), text.end(), '\n') == 3);
    }
    const std::string ascii = heatmap({.colours = Colours::all, .ascii = true}, matrix());
    CHECK(ascii.find("▀") == std::string::npos);
    CHECK(ascii.find("48;2;70;150;255") != std::string::npos);
}

TEST_CASE("heatmap: what is not finite is shown as that, and does not set the scale") {
    Matrix wild = matrix();
    wild.numbers[0] = std::numeric_limits<float>::quiet_NaN();
    wild.numbers[1] = -std::numeric_limits<float>::infinity();
    CHECK(heatmap({}, wild).starts_with("  a !! -!\n"));
    CHECK(heatmap({.colours = Colours::all}, wild).find("255;0;255") != std::string::npos);
}

TEST_CASE("heatmap: what does not fit is counted") {
    const Matrix large{.rows = 40, .columns = 50, .numbers = std::vector<float>(2000, 1)};
    const std::string text = heatmap({.columns = 60}, large);
    CHECK(text.find("32 of 40 rows, 18 of 50 columns") != std::string::npos);
    CHECK(number_table({.columns = 60}, large).find("32 of 40 rows") != std::string::npos);
    CHECK(number_table({.columns = 60}, large, true).find("49") != std::string::npos);
}

TEST_CASE("heatmap: a small matrix is shown in numbers, all zeros too") {
    CHECK(picture({}, matrix()).find("-0.50000") != std::string::npos);
    CHECK(heatmap({}, {.rows = 1, .columns = 2, .numbers = {0, 0}}) == "  0  0  0\n  (+9 and -9: 0)\n");
    CHECK(heatmap({}, {.rows = 0, .columns = 1, .numbers = {}}) == "  (+9 and -9: 0)\n");
}
