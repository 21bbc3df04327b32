// tests/bench/machine/traffic_test.cpp: bytes taken apart into what loops can imitate.
#include "bench/machine/traffic.hpp"

#include <doctest/doctest.h>

namespace vitro::bench {

TEST_CASE("what is written or updated moves twice") {
    CHECK(Traffic{.read = 1, .written = 10, .updated = 100}.moved() == 221);
    CHECK(Traffic{.read = 1, .written = 10, .updated = 100}.footprint() == 111);
    CHECK(kCopy.moved() == 3);
    CHECK(kUpdate.moved() == 2);
}

TEST_CASE("traffic in equal streams is one part") {
    const std::vector<Part> adam = parts_of({.read = 4096, .updated = 3 * 4096});
    REQUIRE(adam.size() == 1);
    CHECK(adam[0].mix == Mix{1, 0, 3});
    CHECK(adam[0].bytes == 4096);
    CHECK(parts_of({.read = 4096, .written = 4096})[0].mix == kCopy);
    CHECK(parts_of({.read = 8192, .written = 4096})[0].mix == Mix{2, 1, 0});
    CHECK(parts_of({}).empty());
}

TEST_CASE("parts move exactly what there is, the largest first") {
    for (const Traffic& traffic : {Traffic{.read = 1000, .written = 10}, Traffic{.read = 96, .updated = 60},
                                   Traffic{.read = 7, .written = 300, .updated = 50}}) {
        const std::vector<Part> parts = parts_of(traffic);
        double moved = 0;
        for (const Part& part : parts) {
            moved += part.moved();
            CHECK(part.moved() <= parts[0].moved());
        }
        CHECK(moved == doctest::Approx(traffic.moved()));
    }
}

}  // namespace vitro::bench
