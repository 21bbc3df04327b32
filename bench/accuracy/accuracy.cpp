// bench/accuracy/accuracy.cpp: a block of floats at a time.
#include "bench/accuracy/accuracy.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace vitro::bench {
namespace {

using Limits = std::numeric_limits<float>;

constexpr std::size_t kBlock = 4096;

double ulp_at(double exact) {
    const double size = std::max<double>(std::abs(exact), Limits::min());
    return std::ldexp(1.0, std::ilogb(size) - (Limits::digits - 1));
}

/// Whether both ends are numbers that kernels compute with.
bool counts(float x, double exact) {
    const bool is_normal = exact == 0 || (std::abs(exact) >= Limits::min() && std::abs(exact) <= Limits::max());
    return is_normal && (x == 0 || std::isnormal(x));
}

}  // namespace

Accuracy accuracy_of(const kernels::Kernels& table, const Function& function, std::uint32_t step) {
    std::array<float, kBlock> x, y;
    Accuracy found;
    double sum = 0;
    std::uint64_t bits = 0;
    while (bits < (std::uint64_t{1} << 32)) {
        std::size_t size = 0;
        for (; size < kBlock && bits < (std::uint64_t{1} << 32); bits += step)
            x[size++] = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
        table.unary(function.op, y.data(), x.data(), static_cast<std::int64_t>(size));
        for (std::size_t i = 0; i < size; ++i) {
            const double exact = function.exact(x[i]);
            if (!counts(x[i], exact)) continue;
            const double error = std::abs(y[i] - exact) / ulp_at(exact);
            ++found.count;
            sum += error;
            if (!(error <= found.worst)) found.worst = std::isnan(error) ? Limits::infinity() : error, found.at = x[i];
        }
    }
    found.mean = sum / static_cast<double>(found.count);
    return found;
}

}  // namespace vitro::bench
