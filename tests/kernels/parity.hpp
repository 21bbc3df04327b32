// tests/kernels/parity.hpp: every table against the reference, slot by slot.
//
// A family's test lists cases; check() runs each on every table that this CPU supports and compares:
//   - with the reference, number by number, within the case's bound (0: bit for bit; NaN with NaN, infinity with the
//     same infinity); what the reference leaves alone must be left alone, and so must the numbers around an output;
//   - accumulating with what overwriting stored: dst + c, bit for bit;
//   - teams of 1, 2 and 4 threads: bit for bit.
// Bounds are derived: each family's test has the derivation beside the formula. eps is the distance from 1 to the next
// number; products and sums that are rounded once err by eps / 2, so that a bound that counts roundings with eps leaves
// a factor of 2.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "kernels/kernels.hpp"
#include "tests/kernels/numbers.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {

inline constexpr double kEps = static_cast<double>(std::numeric_limits<real>::epsilon());
inline constexpr double kInfinity = std::numeric_limits<double>::infinity();
inline constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
/// Results below the smallest normal number are flushed to zero: what a bound allows beside its relative part.
inline constexpr double kFlushed = 4 * static_cast<double>(std::numeric_limits<real>::min());

/// Additions that an addend of a sum over n numbers goes through at most: the trees of kernels/simd/fold.hpp and
/// columns.hpp are no deeper than 80, with four lanes.
inline double additions(std::int64_t n) {
    return std::min(static_cast<double>(n), 80.0);
}

/// The exponential, tanh and erf of the vector tables: at most 2 units in the last place.
inline constexpr double kFunction = 4;

enum class Writes {
    over,       ///< overwrites
    on_demand,  ///< overwrites, or adds when asked
    adds,       ///< adds to what is there
    in_place    ///< turns what is there into something else
};

struct Output {
    std::int64_t size = 0;
    std::vector<double> bound{};  ///< of |got - want|; empty: bit for bit
    std::vector<real> start{};    ///< what is there before, for `in_place`
};

/// One call of a slot. run() is called with fresh outputs, some of them many times.
struct Case {
    std::string slot, what;
    Writes writes = Writes::over;
    std::vector<Output> outputs{};
    std::function<void(const Kernels&, const std::vector<real*>& out, bool accumulate)> run{};
    bool threads = false;  ///< compare teams of 1, 2 and 4
};

void check(const Case&);

/// Cases are made one after the other, and handed to check or to whoever wants to look at them.
using Visit = std::function<void(const Case&)>;

/// 0, 1, lanes - 1, lanes, lanes + 1, 3 lanes + 5 of every table, rising.
std::vector<std::int64_t> sizes();
/// For loops that check teams: more work than the threshold below which one thread is enough, and not a round number.
inline constexpr std::int64_t kLong = 200003;

/// One bound for each of `count` outputs.
template <class Bound>
std::vector<double> bounds(std::int64_t count, const Bound& bound) {
    std::vector<double> each(static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count; ++i) each[static_cast<std::size_t>(i)] = bound(i) + kFlushed;
    return each;
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
