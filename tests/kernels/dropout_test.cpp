// tests/kernels/dropout_test.cpp: the same elements are dropped by every table, by the rule of DropoutKey.
#include <doctest/doctest.h>

#include "tests/kernels/slots.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {

void dropout_cases(const Visit& visit) {
    Source source(7);
    std::vector<std::int64_t> counts = sizes();
    counts.push_back(kLong);
    for (const std::int64_t count : counts)
        for (const double probability : {0.0, 0.1, 0.5, 1.0}) {
            const DropoutKey key{probability, 0x123456789ABCDEF0, 77, 12345};
            const Numbers x = source.numbers(count);
            if (count > 4) x[1] = static_cast<real>(kNan), x[4] = static_cast<real>(kInfinity);
            visit({.slot = "dropout",
                   .what = "p " + std::to_string(probability) + " count " + std::to_string(count),
                   .writes = Writes::on_demand,
                   .outputs = {{.size = count}},
                   .run = [=](const Kernels& k, auto& out,
                              bool accumulate) { k.dropout(out[0], accumulate, x.data(), count, key); },
                   .threads = count >= kLong});
        }
}

TEST_CASE("dropout: every table agrees with the reference") {
    dropout_cases(check);
}

TEST_CASE("dropout: an element's fate is a word of its block") {
    const DropoutKey key{0.25, 42, 7, 3};
    std::vector<real> x(1003, 1), y(1003);
    for (const Kernels* table : all_tables()) {
        if (!supported(*table)) continue;
        table->dropout(y.data(), false, x.data(), 1003, key);
        for (std::uint32_t e = 0; e < 1003; ++e) {
            const bool kept = philox(42, {e / 4, 0, 7, 3})[e % 4] >= 0x40000000;
            CHECK_MESSAGE(y[e] == (kept ? static_cast<real>(1 / 0.75) : 0), std::string(table->name)
                                                                                << " element " << e);
        }
    }
}

// With 10^6 independent decisions the kept share has a standard deviation of at most 0.0005.
TEST_CASE("dropout: as many are dropped as the probability says") {
    constexpr std::int64_t kCount = 1000000;
    std::vector<real> x(kCount, 1), y(kCount);
    for (const double probability : {0.1, 0.5, 0.9}) {
        table().dropout(y.data(), false, x.data(), kCount, {probability, 1, 2, 3});
        const double dropped = static_cast<double>(std::count(y.begin(), y.end(), real{0})) / kCount;
        CHECK(std::abs(dropped - probability) < 5 * std::sqrt(probability * (1 - probability) / kCount));
    }
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
