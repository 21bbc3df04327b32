// examples/lessons/08_positional_encoding.cpp: waves that tell positions apart.
//
//   PE(p, 2i) = sin(p / 10000^(2i/d)),  PE(p, 2i+1) = cos(p / 10000^(2i/d))
//
// Two properties make these a good clock. Equal distances look alike everywhere: PE(p) . PE(p + k) is the sum over i of
// cos(k / 10000^(2i/d)), which does not know p. And no two positions are the same.
#include <algorithm>
#include <cmath>
#include <fmt/core.h>

#include "nn/layers/positional_encoding.hpp"

using namespace vitro;

namespace {

constexpr std::int64_t kLength = 500, kWidth = 512;

double inner(const core::Tensor& table, std::int64_t p, std::int64_t q) {
    double total = 0;
    for (std::int64_t i = 0; i < kWidth; ++i) total += double{table.at({p, i})} * double{table.at({q, i})};
    return total;
}

struct Pair {
    std::int64_t p, q;
    double distance;
};

/// |PE(p) - PE(q)| is smallest for these two of all positions.
Pair most_alike(const core::Tensor& table) {
    Pair nearest{0, 0, 1e9};
    for (std::int64_t p = 0; p < kLength; ++p)
        for (std::int64_t q = p + 1; q < kLength; ++q) {
            const double squared = inner(table, p, p) - 2 * inner(table, p, q) + inner(table, q, q);
            const double distance = std::sqrt(std::max(0.0, squared));
            if (distance < nearest.distance) nearest = {p, q, distance};
        }
    return nearest;
}

}  // namespace

int main() {
    const core::Tensor table = nn::sinusoidal_positions(kLength, kWidth);
    fmt::print("the first positions, by fast and slow waves\n");
    for (std::int64_t p = 0; p < 4; ++p)
        fmt::print("  PE({}) = {:7.4f} {:7.4f} .. {:7.4f} {:7.4f} .. {:7.4f} {:7.4f}\n", p, table.at({p, 0}),
                   table.at({p, 1}), table.at({p, 128}), table.at({p, 129}), table.at({p, 510}), table.at({p, 511}));

    fmt::print("\ninner products at distance k, from p = 0, 100, 399\n");
    for (std::int64_t k : {0, 1, 5, 10, 50, 100})
        fmt::print("  k = {:>3}   {:9.4f}  {:9.4f}  {:9.4f}\n", k, inner(table, 0, k), inner(table, 100, 100 + k),
                   inner(table, 399, 399 + k));

    const Pair nearest = most_alike(table);
    fmt::print("\nthe two most alike of all {} positions are {:.4f} apart, at k = {}\n", kLength, nearest.distance,
               nearest.q - nearest.p);
}
