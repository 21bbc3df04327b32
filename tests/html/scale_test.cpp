// tests/html/scale_test.cpp: where an axis is marked, and labels that do not overlap.
#include "examples/html/scale.hpp"

#include <doctest/doctest.h>

namespace vitro::html {

using Numbers = std::vector<double>;

TEST_CASE("a scale maps ends to ends, in steps or in ratios") {
    const Scale linear{0, 200, 300, 100};
    CHECK(linear(0) == 300);
    CHECK(linear(50) == doctest::Approx(250));
    CHECK(linear(200) == doctest::Approx(100));
    const Scale logarithmic{1, 10000, 0, 400, true};
    CHECK(logarithmic(1) == doctest::Approx(0));
    CHECK(logarithmic(100) == doctest::Approx(200));
}

TEST_CASE("linear ticks are nice numbers that reach the largest") {
    CHECK(linear_ticks(207, 6) == Numbers{0, 50, 100, 150, 200, 250});
    CHECK(linear_ticks(100, 5) == Numbers{0, 20, 40, 60, 80, 100});
    CHECK(linear_ticks(8.4, 6) == Numbers{0, 2, 4, 6, 8, 10});
    CHECK(linear_ticks(0, 5) == Numbers{0, 1});
    for (const double largest : {1e-9, 0.3, 0.7, 1.0, 3.0, 99.0, 101.0, 12345.0, 1e12}) {
        const Numbers ticks = linear_ticks(largest, 6);
        CAPTURE(largest);
        CHECK(ticks.size() <= 7);
        CHECK(ticks.size() >= 3);
        CHECK(ticks.back() >= largest * (1 - 1e-9));
        CHECK(ticks[ticks.size() - 2] < largest);
    }
}

TEST_CASE("linear ticks between two numbers are around both") {
    CHECK(linear_ticks(1.93, 4.2, 5) == Numbers{1.5, 2, 2.5, 3, 3.5, 4, 4.5});
    CHECK(linear_ticks(-1, 1, 4) == Numbers{-1, -0.5, 0, 0.5, 1});
    const Numbers around = linear_ticks(3, 3, 5);
    CHECK(around.front() < 3);
    CHECK(around.back() > 3);
}

TEST_CASE("logarithmic ticks are powers within the range, thinned where there are many") {
    CHECK(logarithmic_ticks(0.04, 300, 10, 7) == Numbers{0.1, 1, 10, 100});
    CHECK(logarithmic_ticks(16, 2048, 2, 8) == Numbers{16, 32, 64, 128, 256, 512, 1024, 2048});
    CHECK(logarithmic_ticks(16, 2048, 2, 4) == Numbers{16, 64, 256, 1024});
    CHECK(logarithmic_ticks(1, 1e9, 10, 5).size() == 5);
    CHECK(logarithmic_ticks(3, 60, 10, 7) == Numbers{5, 10, 20, 50});
    CHECK(logarithmic_ticks(0.3, 0.4, 10, 7).empty());
}

TEST_CASE("a tick reads without an exponent, and without zeros that say nothing") {
    CHECK(tick_text(0) == "0");
    CHECK(tick_text(0.05) == "0.05");
    CHECK(tick_text(0.001) == "0.001");
    CHECK(tick_text(2.5) == "2.5");
    CHECK(tick_text(200) == "200");
    CHECK(tick_text(1000000) == "1000000");
    CHECK(tick_text(0.1 + 0.2) == "0.3");
}

TEST_CASE("labels keep a gap, their order and the range") {
    CHECK(apart({10, 50}, 15, 0, 100) == Numbers{10, 50});
    CHECK(apart({50, 51, 10}, 15, 0, 100) == Numbers{50, 65, 10});
    CHECK(apart({98, 99, 100}, 10, 0, 100) == Numbers{80, 90, 100});
    CHECK(apart({-5}, 10, 0, 100) == Numbers{0});
    CHECK(apart({5, 5, 5}, 80, 0, 100) == Numbers{0, 50, 100});
    CHECK(apart({}, 10, 0, 100).empty());
}

}  // namespace vitro::html
