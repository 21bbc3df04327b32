// tests/bench/peers/problem_test.cpp: operands, fingerprints, the timing loop, and what the reference expects.
#include "bench/peers/problem.hpp"

#include <chrono>
#include <cmath>
#include <doctest/doctest.h>
#include <thread>

#include "bench/peers/expected.hpp"

namespace vitro::bench::peers {

TEST_CASE("operands are what the formula says") {
    CHECK(number(0, 0) == -1);
    CHECK(number(1, 0) == static_cast<float>(2654435761.0 / 2147483648.0 - 1));
    CHECK(number(0, 1) == static_cast<float>(40503.0 / 2147483648.0 - 1));
    CHECK(number(2, 3) == static_cast<float>((2 * 2654435761.0 + 3 * 40503.0 - 4294967296.0) / 2147483648.0 - 1));
    const Numbers numbers = operand_numbers(3, 2);
    for (int i = 0; i < 3; ++i) CHECK(numbers[i] == number(i, 2));
    CHECK(reinterpret_cast<std::uintptr_t>(numbers.get()) % 64 == 0);
}

TEST_CASE("a fingerprint tells a matrix from its transpose") {
    const std::vector<float> matrix{1, 2, 3, 4, 5, 6}, transpose{1, 4, 2, 5, 3, 6};
    const Fingerprint one = fingerprint(matrix), other = fingerprint(transpose);
    CHECK(agrees(one.sum, one));
    CHECK(agrees(one.sum + 1e-6 * one.magnitude, one));
    CHECK_FALSE(agrees(other.sum, one));
    CHECK_FALSE(agrees(std::nan(""), one));
}

TEST_CASE("whole numbers are what the formula says, below their limit, small ones more often") {
    const std::uint64_t upper = (3 * 2654435761ULL + 4 * 40503) % 4294967296ULL / 65536;
    CHECK(whole_number(3, 4, 1000) == static_cast<std::int32_t>(upper * upper * 1000 / 4294967296ULL));
    const std::int32_t limit = 64, count = 1000;
    const WholeNumbers numbers = operand_whole_numbers(count, 4, limit);
    int lowest_quarter = 0;
    for (int i = 0; i < count; ++i) {
        CHECK(numbers[i] == whole_number(i, 4, limit));
        CHECK((numbers[i] >= 0 && numbers[i] < limit));
        lowest_quarter += numbers[i] < limit / 4 ? 1 : 0;
    }
    CHECK(lowest_quarter == doctest::Approx(count / 2).epsilon(0.02));
    CHECK(whole_number(12345, 4, 1) == 0);
    CHECK(whole_number(1, 0, std::int64_t{1} << 31U) > 0);
}

TEST_CASE("the checks know every transposition from the others, causal from full, and each operation on rows") {
    const std::vector<Problem> all = checks(Scope::everything);
    REQUIRE(all.size() == 5 + 2 * std::size(kRowOpNames));
    CHECK(checks(Scope::products).size() == 3);
    for (const Problem& problem : all)
        for (const Problem& other : all) {
            const Fingerprint wanted = expected(problem);
            CHECK(agrees(expected(other).sum, wanted) == (&problem == &other));
        }
}

TEST_CASE("a product's fingerprint is that of its definition") {
    const GemmProblem p{.transpose_a = true, .m = 3, .n = 2, .k = 4};
    std::vector<float> product;
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 2; ++j) {
            double sum = 0;
            for (int r = 0; r < 4; ++r) sum += double{number(r * 3 + i, 0)} * double{number(r * 2 + j, 1)};
            product.push_back(static_cast<float>(sum));
        }
    CHECK(agrees(fingerprint(product).sum, expected(p)));
}

TEST_CASE("a call is timed at no less than it takes, for about as long as was asked") {
    int calls = 0;
    const auto start = std::chrono::steady_clock::now();
    const double seconds =
        seconds_per_call([&] { ++calls, std::this_thread::sleep_for(std::chrono::milliseconds(2)); }, 0.05);
    const std::chrono::duration<double> all = std::chrono::steady_clock::now() - start;
    CHECK(seconds >= 0.002);
    CHECK(calls >= 4);
    CHECK(all.count() >= 0.05);
    calls = 0;
    seconds_per_call([&] { ++calls; }, 0);  // even with no time at all: a first call, and each batch once
    CHECK(calls >= 3);
}

}  // namespace vitro::bench::peers
