// tests/bench/ladder/picture_test.cpp: a ladder as text.
#include "bench/ladder/picture.hpp"

#include <doctest/doctest.h>

#include "tests/bench/results.hpp"

namespace vitro::bench::ladder {
namespace {

Rung rung(const std::string& name, const std::string& idea) {
    Rung made;
    made.kernel = "gemm", made.direction = "forward", made.size = "8x16x16";
    made.name = name, made.idea = idea;
    return made;
}

}  // namespace

TEST_CASE("each rung has its figures, as many times as fast as the first, and its idea below") {
    const std::vector<Rung> rungs{rung("naive", "Three loops."), rung("reordered", "Two of them swapped.")};
    Result first = bench_test::result("a", 8e-3, 8e-4, 0.02), second = bench_test::result("b", 2e-3, 0, 1.1);
    first.threads = 1;
    CHECK(picture({}, rungs, {first, second}) ==
          "gemm forward, 8x16x16, avx2\n"
          "  rung       threads     median  spread            rate    share of roof   times\n"
          "  naive            1    8.00 ms     10%    1.25 GFLOP/s        2% of FMA     1.0\n"
          "      Three loops.\n"
          "  reordered        2    2.00 ms      0%    1.25 GFLOP/s            wrong     4.0\n"
          "      Two of them swapped.\n");
}

TEST_CASE("a mask is said, and what memory bounds has its rate in bytes") {
    std::vector<Rung> rungs{rung("naive", "A pass for each operation.")};
    rungs[0].causal = true;
    Result only = bench_test::result("a", 1e-3, 0, 0);
    only.operations = 0;
    const std::string text = picture({}, rungs, {only});
    CHECK(text.starts_with("gemm forward, 8x16x16, causal, avx2\n"));
    CHECK(text.find(" 0.75 GB/s                -     1.0\n") != std::string::npos);
}

}  // namespace vitro::bench::ladder
