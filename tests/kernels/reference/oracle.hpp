// tests/kernels/reference/oracle.hpp: the reference against the formulas themselves, written out in long double and
// sharing nothing with it. Each test runs with float and with double (reference_f64_test.cpp).
#pragma once

#include <cmath>
#include <doctest/doctest.h>
#include <limits>
#include <string>
#include <vector>

#include "kernels/kernels.hpp"
#include "tests/kernels/numbers.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace oracle {

using parity::Numbers;
using parity::Source;
using Wide = long double;

inline const Kernels& reference() {
    return *all_tables().back();
}

/// Equal but for the last digits of `real`, of a number of the given size.
inline void check_near(real got, Wide want, Wide size, const std::string& what) {
    const Wide bound = 8 * static_cast<Wide>(std::numeric_limits<real>::epsilon()) * size;
    CHECK_MESSAGE(std::abs(static_cast<Wide>(got) - want) <= bound, what << ": got " << got << ", want " << want);
}

inline void check_near(const std::vector<real>& got, const std::vector<Wide>& want, Wide size,
                       const std::string& what) {
    REQUIRE(got.size() == want.size());
    for (std::size_t i = 0; i < got.size(); ++i) check_near(got[i], want[i], size, what + " " + std::to_string(i));
}

inline std::vector<real> random(Source& source, std::int64_t count, double low = -2, double high = 2) {
    const Numbers x = source.numbers(count, low, high);
    return {x.data(), x.data() + count};
}

inline Wide wide(real x) {
    return static_cast<Wide>(x);
}

}  // namespace oracle
}  // namespace vitro::kernels::inline VITRO_REAL
