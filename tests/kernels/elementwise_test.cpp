// tests/kernels/elementwise_test.cpp: unary operations, their derivatives, scale and fill.
#include <doctest/doctest.h>
#include <numbers>

#include "tests/kernels/slots.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {
namespace {

constexpr const char* kUnaryNames[kUnaryCount] = {"negate", "exp", "log",       "sqrt",     "tanh", "sigmoid",
                                                  "relu",   "erf", "gelu_tanh", "gelu_erf", "silu"};
/// Among them the last number whose exponential is finite and the first whose is not, numbers whose negative's is not,
/// and some whose square or cube is not.
constexpr double kSpecial[] = {0.0,   -0.0,  kInfinity,    -kInfinity,    kNan,         1.0,           -1.0,
                               88.0,  -88.0, 0x1.62e42ep6, -0x1.62e42ep6, 0x1.62e430p6, -0x1.62e430p6, 89.0,
                               -89.0, -91.5, 1e10,         -1e10,         1e20,         -1e20};

std::string label(Unary op, std::int64_t count) {
    return std::string(kUnaryNames[static_cast<int>(op)]) + " count " + std::to_string(count);
}

/// A function f of the library errs by F = 4 units of eps relative to f(x), a rounding by 1/2.
///   sigmoid, silu:  1 / (1 + e): e's error counts at most once, two roundings, one more for x / ...
///   silu:           the share 1 / (1 + e) may be flushed before it is multiplied by x, or e be infinite
///   gelu:           x/2 (1 + f(u)): |f| <= 1 errs by F; u by 5 roundings, each of which f sees as at most
///                   0.45 eps / 2; the sum by 1/2; all that times |x| / 2; two more roundings of at most |x|
double value_bound(Unary op, double x, double y) {
    switch (op) {
        case Unary::negate:
        case Unary::relu:
            return 0;
        case Unary::sqrt:
            return kEps * std::abs(y);
        case Unary::gelu_tanh:
        case Unary::gelu_erf:
            return kEps * std::abs(x) * ((kFunction + 2) / 2 + 1);
        case Unary::sigmoid:
            return kEps * std::abs(y) * (kFunction + 2);
        case Unary::silu:
            return kEps * std::abs(y) * (kFunction + 2) + std::abs(x) * kFlushed;
        default:
            return kEps * std::abs(y) * kFunction;
    }
}

/// Of the slope that dy is multiplied by; s is what was saved.
///   tanh:       1 - y^2: two roundings of numbers up to 1
///   erf:        exp(-x^2): the rounding of x^2 counts x^2 times
///   gelu_tanh:  (1 + t) / 2 as above; x/2 (1 - t^2) u': t errs by F + 2 in units of eps, t^2 by twice that
///   gelu_erf:   Phi as above; x phi(x): x^2 / 2 rounded
///   silu:       s (1 + x (1 - s)): s errs by F + 1 relatively, or is flushed; 1 - s by that absolutely
///   Where |s| > 20, both are 0 or 1 but for a flushed share.
double slope_bound(Unary op, double s, double dx_per_dy) {
    constexpr double kRoot = 0.7978845608028654, kCubic = 0.044715;
    const double size = std::abs(s), density = std::exp(-s * s / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
    if (size > 20 && (op == Unary::gelu_tanh || op == Unary::silu)) return kEps * (kFunction + 2) + size * kFlushed;
    switch (op) {
        case Unary::negate:
        case Unary::relu:
            return 0;
        case Unary::exp:
            return kEps * size;
        case Unary::tanh:
            return 2 * kEps;
        case Unary::erf:
            return kEps * std::abs(dx_per_dy) * (kFunction + 2 + s * s);
        case Unary::gelu_tanh:
            return kEps * (kFunction + 2) * (1 + size * kRoot * (1 + 3 * kCubic * s * s));
        case Unary::gelu_erf:
            return kEps * ((kFunction + 2) + size * density * (kFunction + 3 + s * s));
        case Unary::silu:
            return (1 + size) * (kEps * (kFunction + 3) / (1 + std::exp(-s)) + kFlushed);
        default:
            return kEps * 2 * std::abs(dx_per_dy);
    }
}

/// Numbers that the operation is defined for, with special ones among them when there is room.
Numbers arguments(Source& source, Unary op, std::int64_t count) {
    const bool positive = op == Unary::log || op == Unary::sqrt;
    const Numbers x = source.numbers(count, positive ? 0.01 : -12, 12);
    constexpr auto specials = static_cast<std::int64_t>(std::size(kSpecial));
    for (std::int64_t i = 0; i < specials && count >= specials + 3; ++i)
        x[i + 3] = static_cast<real>(kSpecial[static_cast<std::size_t>(i)]);
    return x;
}

Case unary_case(Source& source, Unary op, std::int64_t count) {
    const Numbers x = arguments(source, op, count), y(count);
    all_tables().back()->unary(op, y.data(), x.data(), count);
    const auto bound = [=](std::int64_t i) {
        return value_bound(op, static_cast<double>(x[i]), static_cast<double>(y[i]));
    };
    return {.slot = "unary",
            .what = label(op, count),
            .outputs = {{.size = count, .bound = bounds(count, bound)}},
            .run = [=](const Kernels& k, auto& out, bool) { k.unary(op, out[0], x.data(), count); },
            .threads = count >= kLong};
}

Case unary_backward_case(Source& source, Unary op, std::int64_t count) {
    const Numbers x = arguments(source, op, count), saved(count), dy = source.numbers(count), ones(count), slope(count);
    for (std::int64_t i = 0; i < count; ++i) saved[i] = x[i], ones[i] = 1;
    if (saves_output(op)) all_tables().back()->unary(op, saved.data(), x.data(), count);
    all_tables().back()->unary_backward(op, slope.data(), false, ones.data(), saved.data(), count);
    const auto bound = [=](std::int64_t i) {
        const double per_dy = static_cast<double>(slope[i]), up = std::abs(static_cast<double>(dy[i]));
        return up * (slope_bound(op, static_cast<double>(saved[i]), per_dy) + kEps * std::abs(per_dy));
    };
    return {.slot = "unary_backward",
            .what = label(op, count),
            .writes = Writes::on_demand,
            .outputs = {{.size = count, .bound = bounds(count, bound)}},
            .run = [=](const Kernels& k, auto& out,
                       bool accumulate) { k.unary_backward(op, out[0], accumulate, dy.data(), saved.data(), count); },
            .threads = count >= kLong};
}

template <class Make>
void for_each_operation(const Visit& visit, const Make& make) {
    Source source(1);
    for (int op = 0; op < kUnaryCount; ++op) {
        for (const std::int64_t count : sizes()) visit(make(source, static_cast<Unary>(op), count));
        visit(make(source, static_cast<Unary>(op), kLong));
    }
}

}  // namespace

void unary_cases(const Visit& visit) {
    for_each_operation(visit, unary_case);
}

void unary_backward_cases(const Visit& visit) {
    for_each_operation(visit, unary_backward_case);
}

void scale_cases(const Visit& visit) {
    Source source(2);
    std::vector<std::int64_t> counts = sizes();
    counts.push_back(kLong);
    for (const std::int64_t count : counts)
        for (const real factor : {real{-0.3F}, static_cast<real>(kInfinity)}) {
            const Numbers x = arguments(source, Unary::negate, count);
            visit({.slot = "scale",
                   .what = "count " + std::to_string(count),
                   .writes = Writes::on_demand,
                   .outputs = {{.size = count}},
                   .run = [=](const Kernels& k, auto& out,
                              bool accumulate) { k.scale(out[0], accumulate, x.data(), factor, count); },
                   .threads = count >= kLong});
        }
}

void fill_cases(const Visit& visit) {
    std::vector<std::int64_t> counts = sizes();
    counts.push_back(kLong);
    for (const std::int64_t count : counts)
        visit({.slot = "fill",
               .what = "count " + std::to_string(count),
               .outputs = {{.size = count}},
               .run = [=](const Kernels& k, auto& out, bool) { k.fill(out[0], real{1.5F}, count); },
               .threads = count >= kLong});
}

TEST_CASE("unary: every table agrees with the reference") {
    unary_cases(check);
}
TEST_CASE("unary_backward: every table agrees with the reference") {
    unary_backward_cases(check);
}
TEST_CASE("scale and fill: every table agrees with the reference") {
    scale_cases(check);
    fill_cases(check);
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
