// examples/lessons/08_positional_encoding.cpp: waves that tell positions apart.
//
//   PE(p, 2i) = sin(p / 10000^(2i/d)),  PE(p, 2i+1) = cos(p / 10000^(2i/d))
//
// Two properties make these a good clock. Equal distances look alike everywhere: PE(p) . PE(p + k) is the sum over i of
// cos(k / 10000^(2i/d)), which does not know p. And no two positions are the same.
#include <cmath>
#include <fmt/core.h>
#include <span>

#include "nn/layers/positional_encoding.hpp"

using namespace vitro;

namespace {

constexpr std::int64_t kLength = 500, kWidth = 512;

std::span<const real> row(const core::Tensor& table, std::int64_t p) {
    return table.span().subspan(static_cast<std::size_t>(p * kWidth), kWidth);
}

double inner(std::span<const real> a, std::span<const real> b) {
    double total = 0;
    for (std::size_t i = 0; i < a.size(); ++i) total += double{a[i]} * double{b[i]};
    return total;
}

double distance(std::span<const real> a, std::span<const real> b) {
    double squared = 0;
    for (std::size_t i = 0; i < a.size(); ++i) squared += (double{a[i]} - double{b[i]}) * (double{a[i]} - double{b[i]});
    return std::sqrt(squared);
}

struct Pair {
    std::int64_t p, q;
    double apart;
};

/// |PE(p) - PE(q)| is smallest for these two of all positions.
Pair most_alike(const core::Tensor& table) {
    Pair nearest{0, 0, 1e9};
    for (std::int64_t p = 0; p < kLength; ++p)
        for (std::int64_t q = p + 1; q < kLength; ++q) {
            const double apart = distance(row(table, p), row(table, q));
            if (apart < nearest.apart) nearest = {p, q, apart};
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

    const auto product = [&](std::int64_t p, std::int64_t k) { return inner(row(table, p), row(table, p + k)); };
    fmt::print("\ninner products at distance k, from p = 0, 100, 399\n");
    for (std::int64_t k : {0, 1, 5, 10, 50, 100})
        fmt::print("  k = {:>3}   {:9.4f}  {:9.4f}  {:9.4f}\n", k, product(0, k), product(100, k), product(399, k));

    const Pair nearest = most_alike(table);
    fmt::print("\nthe two most alike of all {} positions are {:.4f} apart, at k = {}\n", kLength, nearest.apart,
               nearest.q - nearest.p);
}
