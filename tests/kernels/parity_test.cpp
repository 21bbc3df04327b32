// tests/kernels/parity_test.cpp: check() finds what it is there to find. Each case is a kernel with one fault; its test
// passes because it fails.
#include "tests/kernels/parity.hpp"

#include <cstring>
#include <doctest/doctest.h>

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {
namespace {

constexpr std::int64_t kCount = 10;

using Fault = std::function<void(real* out, bool accumulate)>;

/// Stores (or adds) 1, 2, ...; every table but the reference then has the fault.
Case doubtful(const Fault& fault) {
    return {.slot = "none",
            .what = "with a fault",
            .writes = Writes::on_demand,
            .outputs = {{.size = kCount, .bound = bounds(kCount, [](std::int64_t) { return 1e-3; })}},
            .run =
                [=](const Kernels& k, auto& out, bool accumulate) {
                    for (std::int64_t i = 0; i < kCount - 1; ++i)
                        out[0][i] = (accumulate ? out[0][i] : 0) + static_cast<real>(i + 1);
                    if (std::strcmp(k.name, "reference") != 0) fault(out[0], accumulate);
                },
            .threads = true};
}

/// The reference stores `want`, the others `got`.
Case stores(real want, real got, const std::vector<double>& bound) {
    return {.slot = "none",
            .what = "with another number",
            .outputs = {{.size = 1, .bound = bound}},
            .run = [=](const Kernels& k, auto& out, bool) {
                out[0][0] = std::strcmp(k.name, "reference") == 0 ? want : got;
            }};
}

}  // namespace

TEST_CASE("parity: no fault, and a difference within the bound") {
    check(doubtful([](real*, bool) {}));
    check(doubtful([](real* out, bool) { out[3] += real{0.0009765625F}; }));
}
TEST_CASE("parity: a difference beyond the bound is found" * doctest::should_fail()) {
    check(doubtful([](real* out, bool) { out[3] += real{0.001953125F}; }));
}
TEST_CASE("parity: a NaN is found" * doctest::should_fail()) {
    check(doubtful([](real* out, bool) { out[3] = static_cast<real>(kNan); }));
}
TEST_CASE("parity: a number that is not written is found" * doctest::should_fail()) {
    check(doubtful([](real* out, bool accumulate) {
        if (!accumulate) std::memcpy(&out[3], &out[kCount - 1], sizeof(real));
    }));
}
TEST_CASE("parity: a number that is written between others is found" * doctest::should_fail()) {
    check(doubtful([](real* out, bool) { out[kCount - 1] = 0; }));
}
TEST_CASE("parity: a number that is written behind the others is found" * doctest::should_fail()) {
    check(doubtful([](real* out, bool) { out[kCount] = 0; }));
}
TEST_CASE("parity: a number that is written before the others is found" * doctest::should_fail()) {
    check(doubtful([](real* out, bool) { out[-1] = 0; }));
}
TEST_CASE("parity: a sum that is rounded twice is found" * doctest::should_fail()) {
    check(doubtful([](real* out, bool accumulate) {
        if (accumulate) out[3] = std::nextafter(out[3], real{0});
    }));
}
TEST_CASE("parity: a result that depends on the team is found" * doctest::should_fail()) {
    check(doubtful([](real* out, bool) {
        if (threads() == 4) out[3] = std::nextafter(out[3], real{0});
    }));
}
TEST_CASE("parity: a sum that depends on the team is found" * doctest::should_fail()) {
    check(doubtful([](real* out, bool accumulate) {
        if (threads() == 4 && accumulate) out[3] = std::nextafter(out[3], real{0});
    }));
}
TEST_CASE("parity: a number in place of infinity is found, whatever the bound" * doctest::should_fail()) {
    check(stores(static_cast<real>(kInfinity), 3, {kInfinity}));
}
TEST_CASE("parity: minus infinity in place of infinity is found, whatever the bound" * doctest::should_fail()) {
    check(stores(static_cast<real>(kInfinity), static_cast<real>(-kInfinity), {kInfinity}));
}
TEST_CASE("parity: infinity in place of a number is found, whatever the bound" * doctest::should_fail()) {
    check(stores(3, static_cast<real>(kInfinity), {kInfinity}));
}
TEST_CASE("parity: 0 in place of -0 is found where bits count" * doctest::should_fail()) {
    check(stores(real{-0.0}, 0, {}));
}
TEST_CASE("parity: equal infinities, and zeros of either sign within a bound") {
    check(stores(static_cast<real>(kInfinity), static_cast<real>(kInfinity), {kInfinity}));
    check(stores(real{-0.0}, 0, {1e-3}));
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
