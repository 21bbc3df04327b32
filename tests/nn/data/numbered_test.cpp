// tests/nn/data/numbered_test.cpp: a stream for each number.
#include "nn/data/numbered.hpp"

#include <doctest/doctest.h>
#include <set>

TEST_CASE("numbered: the same seed, number and path give the same stream, any other another") {
    std::set<std::uint64_t> first;
    for (const char* path : {"a", "b"})
        for (std::uint64_t seed = 0; seed < 10; ++seed)
            for (std::uint64_t number = 0; number < 1000; ++number) {
                vitro::core::Random random = vitro::nn::numbered(seed, number, path);
                const std::uint64_t high = random.u32();
                first.insert(high << 32 | random.u32());
            }
    CHECK(first.size() == 20000);
    CHECK(vitro::nn::numbered(1, 2, "a").u32() == vitro::nn::numbered(1, 2, "a").u32());
}
