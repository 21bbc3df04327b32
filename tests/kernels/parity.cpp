// tests/kernels/parity.cpp: running a case and comparing.
#include "tests/kernels/parity.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <doctest/doctest.h>
#include <set>
#include <sstream>
#include <type_traits>

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {
namespace {

using Bits = std::conditional_t<sizeof(real) == 4, std::uint32_t, std::uint64_t>;
/// A NaN that no arithmetic makes: a number that nobody has written.
constexpr Bits kUntouched = sizeof(real) == 4 ? Bits{0x7FA5A5A5} : static_cast<Bits>(0x7FF4A5A5A5A5A5A5);
constexpr std::size_t kGuard = 64;  ///< numbers before and behind an output

Bits bits(real x) {
    return std::bit_cast<Bits>(x);
}
bool untouched(real x) {
    return bits(x) == kUntouched;
}

using Values = std::vector<std::vector<real>>;
enum class Start { untouched, as_given, zeros, random };

/// What is in an output before the call.
real start_value(const Output& output, Start start, std::size_t i) {
    switch (start) {
        case Start::as_given:
            return output.start[i];
        case Start::zeros:
            return 0;
        case Start::random:
            return static_cast<real>(0.75 + 0.125 * static_cast<double>(i % 7));
        case Start::untouched:
            break;
    }
    return std::bit_cast<real>(kUntouched);
}

std::string heading(const Case& c, const Kernels& table) {
    return std::string(table.name) + " " + c.slot + " " + c.what + ": ";
}

/// Runs the case on outputs with guards around them, at an alignment that is not a vector's.
Values run(const Case& c, const Kernels& table, Start start, bool accumulate) {
    Values guarded;
    std::vector<real*> pointers;
    for (const Output& output : c.outputs) {
        const auto size = static_cast<std::size_t>(output.size);
        std::vector<real>& all = guarded.emplace_back(size + 2 * kGuard + 1, std::bit_cast<real>(kUntouched));
        for (std::size_t i = 0; i < size; ++i) all[kGuard + 1 + i] = start_value(output, start, i);
        pointers.push_back(all.data() + kGuard + 1);
    }
    c.run(table, pointers, accumulate);
    Values results;
    for (const std::vector<real>& all : guarded) {
        const bool whole = std::all_of(all.begin(), all.begin() + kGuard + 1, untouched) &&
                           std::all_of(all.end() - kGuard, all.end(), untouched);
        CHECK_MESSAGE(whole, heading(c, table) << "wrote around output " << results.size());
        results.emplace_back(all.begin() + kGuard + 1, all.end() - kGuard);
    }
    return results;
}

bool same(const Values& a, const Values& b) {
    for (std::size_t o = 0; o < a.size(); ++o)
        if (!a[o].empty() && std::memcmp(a[o].data(), b[o].data(), a[o].size() * sizeof(real)) != 0) return false;
    return true;
}

/// How far got is outside of the bound around want: at most 1 is inside.
double excess(real got, real want, double bound) {
    if (bits(got) == bits(want) || (got == want && bound > 0)) return 0;
    if (untouched(got) || untouched(want)) return kInfinity;
    if (std::isnan(got) && std::isnan(want)) return 0;
    // An infinite want has an infinite bound, which nothing exceeds; equal infinities have returned above.
    if (!std::isfinite(got) || !std::isfinite(want) || !(bound > 0)) return kInfinity;
    return std::abs(static_cast<double>(got) - static_cast<double>(want)) / bound;
}

void compare(const Case& c, const Kernels& table, const Values& got, const Values& want) {
    for (std::size_t o = 0; o < got.size(); ++o) {
        const std::vector<double>& bound = c.outputs[o].bound;
        double worst = -1;
        std::size_t at = 0;
        for (std::size_t i = 0; i < got[o].size(); ++i) {
            const double here = excess(got[o][i], want[o][i], bound.empty() ? 0 : bound[i]);
            if (here > worst) worst = here, at = i;
        }
        if (worst <= 1) continue;
        std::ostringstream text;
        text.precision(9);
        text << heading(c, table) << "output " << o << " [" << at << "]: got " << got[o][at] << ", want " << want[o][at]
             << ", bound " << (bound.empty() ? 0 : bound[at]);
        FAIL_CHECK(text.str());
    }
}

/// start + c where something was written, start elsewhere.
void check_sum(const Case& c, const Kernels& table, const Values& overwritten, const Values& sums) {
    for (std::size_t o = 0; o < sums.size(); ++o)
        for (std::size_t i = 0; i < sums[o].size(); ++i) {
            const real start = start_value(c.outputs[o], Start::random, i), added = overwritten[o][i];
            const real want = untouched(added) ? start : start + added;
            if (bits(want) == bits(sums[o][i]) || (std::isnan(want) && std::isnan(sums[o][i]))) continue;
            FAIL_CHECK(heading(c, table) << "output " << o << " [" << i << "]: accumulating gave " << sums[o][i]
                                         << ", not " << start << " + " << added);
            return;
        }
}

Start first_start(const Case& c) {
    if (c.writes == Writes::in_place) return Start::as_given;
    return c.writes == Writes::adds ? Start::zeros : Start::untouched;
}

void check_table(const Case& c, const Kernels& table, const Values& want) {
    const Start start = first_start(c);
    const Values got = run(c, table, start, false);
    compare(c, table, got, want);
    const bool asks = c.writes == Writes::on_demand, adds = asks || c.writes == Writes::adds;
    const Values sums = adds ? run(c, table, Start::random, asks) : Values{};
    check_sum(c, table, got, sums);
    if (!c.threads) return;
    for (const int team : {2, 4}) {
        REQUIRE(prepare(team));
        CHECK_MESSAGE(same(got, run(c, table, start, false)), heading(c, table) << team << " threads differ from 1");
        if (adds)
            CHECK_MESSAGE(same(sums, run(c, table, Start::random, asks)),
                          heading(c, table) << team << " threads accumulate differently from 1");
    }
    REQUIRE(prepare(1));
}

}  // namespace

void check(const Case& c) {
    const Kernels& reference = *all_tables().back();
    const Values want = run(c, reference, first_start(c), false);
    for (const Kernels* table : all_tables())
        if (supported(*table)) check_table(c, *table, want);
}

std::vector<std::int64_t> sizes() {
    std::set<std::int64_t> each{0, 1};
    for (const Kernels* table : all_tables())
        for (const int size : {table->lanes - 1, table->lanes, table->lanes + 1, 3 * table->lanes + 5})
            each.insert(size);
    return {each.begin(), each.end()};
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
