// tests/bench/machine/machine_test.cpp: which machine this is, and where data lives.
#include "bench/machine/machine.hpp"

#include <doctest/doctest.h>

namespace vitro::bench {
namespace {

constexpr std::int64_t kKiB = 1 << 10, kMiB = 1 << 20;
const Machine kMachine{"", "a CPU", 4, 32 * kKiB, 512 * kKiB, 16 * kMiB, "", "", ""};

}  // namespace

TEST_CASE("a fingerprint changes with the CPU, its cores and its caches, and with nothing else") {
    const std::string print = fingerprint_of(kMachine);
    CHECK(print.size() == 16);
    CHECK(print.find_first_not_of("0123456789abcdef") == std::string::npos);
    Machine other = kMachine;
    other.compiler = "another", other.os = "another", other.simd = "another";
    CHECK(fingerprint_of(other) == print);
    other.cores = 8;
    CHECK(fingerprint_of(other) != print);
    other = kMachine;
    other.l3 *= 2;
    CHECK(fingerprint_of(other) != print);
    CHECK(this_machine().fingerprint == fingerprint_of(this_machine()));
}

TEST_CASE("private caches count for each thread, the shared one once") {
    CHECK(level_of(kMachine, 1, 32.0 * kKiB) == "L1");
    CHECK(level_of(kMachine, 1, 33.0 * kKiB) == "L2");
    CHECK(level_of(kMachine, 2, 64.0 * kKiB) == "L1");
    CHECK(level_of(kMachine, 4, 2.0 * kMiB) == "L2");
    CHECK(level_of(kMachine, 4, 16.0 * kMiB) == "L3");
    CHECK(level_of(kMachine, 4, 17.0 * kMiB) == "DRAM");
}

TEST_CASE("a measurement of a level lies inside it") {
    const std::vector<Level> levels = levels_of(kMachine, 2, 256 * kMiB);
    REQUIRE(levels.size() == 4);
    for (const Level& level : levels) CHECK(level_of(kMachine, 2, static_cast<double>(level.bytes)) == level.name);
    Machine unknown = kMachine;
    unknown.l1 = unknown.l2 = unknown.l3 = 0;
    CHECK(levels_of(unknown, 1, kMiB).size() == 1);
}

TEST_CASE("data for DRAM is no less than twice the last-level cache, up to a gigabyte") {
    CHECK(dram_bytes() <= 1024 * kMiB);
    const std::int64_t wanted = std::min(2 * this_machine().l3, 1024 * kMiB);
    // A quarter of the memory that is free may be less.
    CHECK((dram_bytes() >= wanted || dram_bytes() < 1024 * kMiB));
}

}  // namespace vitro::bench
