// tests/bench/accuracy/accuracy_test.cpp: the functions keep to their bounds, and an error is counted as it is.
#include "bench/accuracy/accuracy.hpp"

#include <doctest/doctest.h>

namespace vitro::bench {
namespace {

/// What is one float too high, from 2 on.
void shifted(kernels::Unary, float* y, const float* x, std::int64_t count) noexcept {
    for (std::int64_t i = 0; i < count; ++i) y[i] = x[i] >= 2 ? std::nextafter(x[i], 1e30F) : x[i];
}

}  // namespace

TEST_CASE("accuracy: an error of one float is 1 ulp, at every size, and the first is named") {
    kernels::Kernels table = *kernels::all_tables().back();
    table.unary = shifted;
    const Function identity{"x", kernels::Unary::negate, [](double x) { return x; }, 1};
    const Accuracy found = accuracy_of(table, identity, 1009);
    CHECK(found.worst == 1);
    CHECK(found.at == doctest::Approx(2).epsilon(1e-3));
    CHECK(found.mean > 0.2);
    CHECK(found.mean < 0.3);
    CHECK(found.count > 4'000'000);
}

TEST_CASE("accuracy: every table's exp, log, tanh and erf keep to their bounds") {
    for (const kernels::Kernels* table : kernels::all_tables()) {
        if (!kernels::supported(*table)) continue;
        for (const Function& function : kFunctions) {
            const Accuracy found = accuracy_of(*table, function, kStep);
            CAPTURE(table->name);
            CAPTURE(function.name);
            CAPTURE(found.at);
            CHECK(found.worst <= function.bound);
            CHECK(found.count > 1'000'000);
        }
    }
}

}  // namespace vitro::bench
