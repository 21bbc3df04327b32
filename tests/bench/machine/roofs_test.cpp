// tests/bench/machine/roofs_test.cpp: the arithmetic of roofs, and what a measurement of this machine must obey.
#include "bench/machine/roofs.hpp"

#include <doctest/doctest.h>

#include "bench/machine/loops.hpp"

namespace vitro::bench {
namespace {

const kernels::Kernels& best_table() {
    return kernels::table();
}

}  // namespace

TEST_CASE("the slower of arithmetic and memory is the roof") {
    const Roof products = roof_of(100, 50, 1.5, "L2");  // 2 seconds of arithmetic
    CHECK(products.seconds == 2);
    CHECK(products.bound == "FMA");
    const Roof rows = roof_of(100, 50, 2.5, "L2");
    CHECK(rows.seconds == 2.5);
    CHECK(rows.bound == "L2");
    CHECK(roof_of(100, 0, 0, "L2").seconds == 0);  // nothing is known
    CHECK(roof_of(100, 0, 0, "L2").bound.empty());
    CHECK(roof_of(0, 50, 0, "L1").bound.empty());
}

TEST_CASE("every mix has a loop in every table that this CPU runs") {
    for (const kernels::Kernels* table : kernels::all_tables()) {
        if (!kernels::supported(*table)) continue;
        for (const Mix& mix : kMixes) {
            CAPTURE(table->name);
            CHECK(mix.streams() <= kMostStreams);
            const bool has_loop = memory_loop(*table, mix) != nullptr, has_loops = fma_chains(*table) != nullptr;
            CHECK(has_loop == has_loops);
        }
        const bool has_loop_for_nonsense = memory_loop(*table, {9, 9, 9}) != nullptr;
        CHECK(!has_loop_for_nonsense);
    }
}

TEST_CASE("a loop reads, writes and updates what its mix says") {
    constexpr long kCount = 256;
    std::vector<float> read(kCount, 2), written(kCount, 0), updated(kCount, 10);
    float* copied[] = {read.data(), written.data()};
    memory_loop(best_table(), kCopy)(copied, kCount, 1);
    float* changed[] = {read.data(), updated.data()};
    memory_loop(best_table(), {1, 0, 1})(changed, kCount, 2);
    for (long i = 0; i < kCount; ++i) {
        CHECK(read[i] == 2);
        CHECK(written[i] == 3);  // with the 1 that a sum starts from
        CHECK(updated[i] == 10 + 2 * 3);
    }
}

TEST_CASE("a roof is measured once, and doubt can only raise it") {
    Roofs roofs(true);
    const kernels::Kernels& table = best_table();
    const double peak = roofs.fma(table, 1);
    CHECK(peak > 0);
    CHECK(roofs.fma(table, 1) == peak);
    const Traffic traffic{.read = 4096, .written = 4096};
    const Roof memory = roofs.of(table, 1, 1, traffic);
    CHECK(memory.bound == "L1");
    roofs.doubt(table, 1, 1, traffic);
    CHECK(roofs.of(table, 1, 1, traffic).seconds <= memory.seconds);
    roofs.doubt(table, 1, 1e9, traffic);
    CHECK(roofs.fma(table, 1) >= peak);
}

}  // namespace vitro::bench
