// tests/core/random_test.cpp: streams of numbers: reproducible, independent, and distributed as they say.
#include "core/random.hpp"

#include <cmath>
#include <doctest/doctest.h>
#include <vector>

#include "tests/error_of.hpp"

using namespace vitro::core;

namespace {

struct Moments {
    double mean = 0, variance = 0, skew = 0, kurtosis = 0;
};

template <class Draw>
Moments moments(int count, const Draw& draw) {
    std::vector<double> x(count);
    double sum = 0;
    for (double& value : x) sum += value = draw();
    Moments m{.mean = sum / count};
    for (double value : x) {
        const double d = value - m.mean;
        m.variance += d * d / count;
        m.skew += d * d * d / count;
        m.kurtosis += d * d * d * d / count;
    }
    m.skew /= std::pow(m.variance, 1.5);
    m.kurtosis /= m.variance * m.variance;
    return m;
}

constexpr int kMany = 200000;  // a mean of these is off by 1 / sqrt(kMany) = 0.0022 standard deviations

}  // namespace

TEST_CASE("the site of a path is its FNV-1a hash, on every machine") {
    CHECK(site_of("") == 0x811c9dc5u);
    CHECK(site_of("a") == 0xe40c292cu);
    CHECK(site_of("foobar") == 0xbf9cf968u);  // the published test vectors
    CHECK(site_of("encoder.layers.0.dropout1") != site_of("encoder.layers.1.dropout1"));
}

TEST_CASE("a stream is a function of seed and site") {
    Random a(7, "w"), b(7, "w"), other_seed(8, "w"), other_site(7, "v");
    std::vector<std::uint32_t> first;
    for (int i = 0; i < 10; ++i) first.push_back(a.u32());
    for (std::uint32_t word : first) CHECK(b.u32() == word);
    CHECK(other_seed.u32() != first[0]);
    CHECK(other_site.u32() != first[0]);
}

TEST_CASE("uniform numbers fill the interval from 0 to 1 evenly") {
    Random random(1);
    double least = 1, most = 0;
    const Moments m = moments(kMany, [&] {
        const double x = random.uniform();
        least = std::min(least, x);
        most = std::max(most, x);
        return x;
    });
    CHECK(least >= 0);
    CHECK(most < 1);
    CHECK(least < 1e-4);
    CHECK(most > 1 - 1e-4);
    CHECK(std::abs(m.mean - 0.5) < 5 * std::sqrt(1.0 / 12 / kMany));
    CHECK(std::abs(m.variance - 1.0 / 12) < 0.001);
    CHECK(std::abs(m.kurtosis - 1.8) < 0.02);
    CHECK(random.uniform(3, 3.5) >= 3);
}

TEST_CASE("normal numbers have the moments of the normal distribution") {
    Random random(2);
    const Moments m = moments(kMany, [&] { return random.normal(); });
    CHECK(std::abs(m.mean) < 5 / std::sqrt(kMany));
    CHECK(std::abs(m.variance - 1) < 5 * std::sqrt(2.0 / kMany));
    CHECK(std::abs(m.skew) < 5 * std::sqrt(6.0 / kMany));
    CHECK(std::abs(m.kurtosis - 3) < 5 * std::sqrt(24.0 / kMany));
}

TEST_CASE("neighbouring numbers and neighbouring streams are not correlated") {
    Random a(3, 0u), b(3, 1u);
    double within = 0, between = 0, last = a.normal();
    for (int i = 0; i < kMany; ++i) {
        const double x = a.normal();
        within += x * last / kMany;
        between += x * b.normal() / kMany;
        last = x;
    }
    CHECK(std::abs(within) < 5 / std::sqrt(kMany));
    CHECK(std::abs(between) < 5 / std::sqrt(kMany));
}

TEST_CASE("whole numbers below a bound are equally frequent") {
    Random random(4);
    std::vector<int> counts(6);
    for (int i = 0; i < 60000; ++i) ++counts[random.below(6)];
    double chi_square = 0;
    for (int count : counts) chi_square += (count - 10000.0) * (count - 10000.0) / 10000;
    CHECK(chi_square < 20.5);  // 5 degrees of freedom: exceeded once in a thousand streams
    CHECK(random.below(1) == 0);
    CHECK(vitro::test::error_of([&] { random.below(0); }) == "[random] there is no number below 0");
}

TEST_CASE("a stream can be entered at any word") {
    Random all(9, "stream"), seeking(9, "stream");
    std::vector<std::uint32_t> words(40);
    for (std::uint32_t& word : words) word = all.u32();
    for (const std::uint64_t number : {0, 39, 5, 6, 4, 4, 17, 16}) {
        seeking.seek(number);
        CHECK(seeking.u32() == words[number]);
    }
}
