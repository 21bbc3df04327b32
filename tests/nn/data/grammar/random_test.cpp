// tests/nn/data/grammar/random_test.cpp: SplitMix64 gives the published numbers, and below() stays below.
#include "nn/data/grammar/random.hpp"

#include <array>
#include <doctest/doctest.h>

namespace vitro::nn::grammar {
namespace {

TEST_CASE("the first numbers of seed 1234567 are those of the reference implementation") {
    Random random(1234567);
    for (const std::uint64_t expected : {6457827717110365317ull, 3203168211198807973ull, 9817491932198370423ull,
                                         4593380528125082431ull, 16408922859458223821ull})
        CHECK(random.next() == expected);
}

TEST_CASE("below() reaches every number, evenly, and no other") {
    Random random(1);
    std::array<int, 7> seen{};
    for (int i = 0; i < 70000; ++i) ++seen.at(random.below(7));
    for (const int times : seen) CHECK(times == doctest::Approx(10000).epsilon(0.05));
}

}  // namespace
}  // namespace vitro::nn::grammar
