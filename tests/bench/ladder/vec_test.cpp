// tests/bench/ladder/vec_test.cpp: the rungs' vectors, as this file's own instruction set has them.
#define VITRO_ISA isa_of_the_test
#include "bench/ladder/rungs/vec.hpp"

#include <array>
#include <cmath>
#include <doctest/doctest.h>
#include <limits>

namespace vitro::bench::ladder::isa_of_the_test {

TEST_CASE("exp is within two units in the last place, and next to nothing below -87") {
    constexpr double kUnit = static_cast<double>(std::numeric_limits<float>::epsilon());
    double worst = 0;
    for (float x = -86.9F; x < 88; x += 0.001F) {
        const double exact = std::exp(static_cast<double>(x));
        worst = std::max(worst, std::abs(static_cast<double>(exp(all(x))[0]) - exact) / (exact * kUnit));
    }
    CHECK(worst <= 2);
    CHECK(exp(all(0))[0] == 1);
    CHECK(exp(all(kLowest))[0] < 2e-38F);
}

TEST_CASE("a vector that is filled in part has the rest where it was said, and stores nothing behind its part") {
    std::array<float, 2 * kLanes> from{}, to{};
    for (std::size_t i = 0; i < from.size(); ++i) from[i] = static_cast<float>(i + 1);
    for (std::int64_t n = 0; n <= kLanes; ++n) {
        const Vec v = load(from.data(), n, -5), cut = first(load(from.data()), n, -7);
        to.fill(9);
        store(to.data(), load(from.data()), n);
        for (std::int64_t i = 0; i < kLanes; ++i) {
            CHECK(v[i] == (i < n ? static_cast<float>(i + 1) : -5));
            CHECK(cut[i] == (i < n ? static_cast<float>(i + 1) : -7));
            CHECK(to[static_cast<std::size_t>(i)] == (i < n ? static_cast<float>(i + 1) : 9));
        }
    }
    CHECK(sum(load(from.data())) == static_cast<float>(kLanes * (kLanes + 1) / 2));
    CHECK(greatest(load(from.data())) == static_cast<float>(kLanes));
}

TEST_CASE("for_vectors takes every element once") {
    for (std::int64_t count = 0; count <= 3 * kLanes; ++count) {
        std::int64_t next = 0;
        for_vectors(count, [&](std::int64_t i, std::int64_t n) {
            CHECK(i == next);
            CHECK(n <= kLanes);
            next += n;
        });
        CHECK(next == count);
    }
}

}  // namespace vitro::bench::ladder::isa_of_the_test
