// tests/bench/measure/result_test.cpp: rates, shares, refusal, and the line that says them.
#include "bench/measure/result.hpp"

#include <doctest/doctest.h>

#include "bench/measure/console.hpp"
#include "tests/bench/results.hpp"

namespace vitro::bench {
namespace {

Job job() {
    return {.kernel = "softmax",
            .what = {.variant = "plain",
                     .size = "4x8",
                     .operations = 1000,
                     .bytes = {.read = 100, .written = 100},
                     .make = {}},
            .table = &kernels::table(),
            .threads = 2};
}

}  // namespace

TEST_CASE("a job's name says kernel, variant, table, threads and size") {
    CHECK(job().name() == std::string("softmax/plain/isa:") + kernels::table().name + "/threads:2/4x8");
    Job plain = job();
    plain.what.variant = "";
    CHECK(plain.name() == std::string("softmax/isa:") + kernels::table().name + "/threads:2/4x8");
}

TEST_CASE("a result's roof is in the unit of what sets it") {
    const Statistics seconds{.median = 2e-6, .minimum = 1e-6, .spread = 0, .repetitions = 3};
    const Result arithmetic = result_of(job(), seconds, {.seconds = 1e-6, .bound = "FMA"});
    CHECK(arithmetic.gflops == doctest::Approx(0.5));
    CHECK(arithmetic.gbs == doctest::Approx(0.15));
    CHECK(arithmetic.roof == doctest::Approx(1));
    CHECK(arithmetic.share == doctest::Approx(0.5));
    const Result memory = result_of(job(), seconds, {.seconds = 1e-6, .bound = "L2"});
    CHECK(memory.roof == doctest::Approx(0.3));
    CHECK(memory.share == doctest::Approx(0.5));
    const Result unknown = result_of(job(), seconds, {});
    CHECK(unknown.share == 0);
    CHECK(unknown.bound.empty());
}

TEST_CASE("a result above 1.05 of its roof is refused, in its line and in a sentence") {
    const Result fine = bench_test::result("gemm/fine", 1e-6, 0, 1.04);
    const Result wrong = bench_test::result("gemm/wrong", 1e-6, 0, 1.06);
    CHECK(!fine.refused());
    CHECK(wrong.refused());
    const Console console({}, {"gemm/wrong"});
    CHECK(console.line(fine).find(" 104% FMA\n") != std::string::npos);
    CHECK(console.line(wrong).find(" wrong FMA\n") != std::string::npos);
    CHECK(refusal_of({fine}).empty());
    CHECK(refusal_of({fine, wrong}).starts_with("1 of 2 results are above 1.05 of their roof, gemm/wrong at 1.06: "));
}

TEST_CASE("columns line up, and the longest names fit 120 characters") {
    const std::string longest = "attention_backward/causal+dropout/isa:reference/threads:1/128x8x15x15x32";
    const Console console({}, {"gemm", longest});
    const Result result = bench_test::result("gemm", 1.25e-5, 1e-6);
    CHECK(console.line(bench_test::result(longest, 123e-6, 12e-6)).size() <= 121);  // and the end of the line
    CHECK(console.line(result).size() == console.line(bench_test::result(longest, 123e-6, 12e-6)).size());
    CHECK(console.line(result).find("12.5 us 6.25 us     8% 1.25 GFLOP/s   50% FMA") != std::string::npos);
    CHECK(console.line(result).find('\x1b') == std::string::npos);
}

TEST_CASE("a time has three digits and a unit") {
    CHECK(time_text(1.234e-9) == "1.23 ns");
    CHECK(time_text(99.96e-9) == "100 ns");
    CHECK(time_text(999.9e-9) == "1.00 us");
    CHECK(time_text(12.34e-3) == "12.3 ms");
    CHECK(time_text(2.5) == "2.50 s ");
    CHECK(bytes_text(32 << 10) == "32 KiB");
    CHECK(bytes_text(48 << 20) == "48 MiB");
    CHECK(bytes_text(0) == "unknown");
}

}  // namespace vitro::bench
