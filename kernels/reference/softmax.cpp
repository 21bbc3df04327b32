// kernels/reference/softmax.cpp: softmax and its logarithm along rows.
//
//   y_j = exp(x_j - max x) / sum_i exp(x_i - max x)        dx_j = y_j (dy_j - sum_i dy_i y_i)
//   l_j = x_j - max x - log sum_i exp(x_i - max x)         dx_j = dy_j - exp(l_j) sum_i dy_i
//
// Subtracting the maximum changes nothing in exact arithmetic, and keeps every exponential at or below 1.
#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/reference/families.hpp"
#include "kernels/reference/loops.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace reference {
namespace {

/// The greatest of the row and the sum of exp(x - greatest), over the columns that the mask allows.
struct Exponentials {
    double greatest = -std::numeric_limits<double>::infinity(), sum = 0;
};

template <class Allowed>
Exponentials exponentials(const real* x, std::int64_t cols, const Allowed& may_see) {
    Exponentials found;
    for (std::int64_t j = 0; j < cols; ++j)
        if (may_see(j)) found.greatest = std::max(found.greatest, static_cast<double>(x[j]));
    for (std::int64_t j = 0; j < cols; ++j)
        if (may_see(j)) found.sum += std::exp(static_cast<double>(x[j]) - found.greatest);
    return found;
}

}  // namespace

void softmax(real* y, const real* x, std::int64_t rows, std::int64_t cols, const MaskView& mask) noexcept {
    for_each(rows, cols * kExpCost, [=](std::int64_t row) {
        const auto may_see = [&](std::int64_t j) { return allowed(mask, row, j); };
        const real* in = x + row * cols;
        const Exponentials e = exponentials(in, cols, may_see);
        for (std::int64_t j = 0; j < cols; ++j)
            put(y[row * cols + j], false, may_see(j) ? std::exp(static_cast<double>(in[j]) - e.greatest) / e.sum : 0.0);
    });
}

void softmax_backward(real* dx, bool accumulate, const real* dy, const real* y, std::int64_t rows,
                      std::int64_t cols) noexcept {
    for_each(rows, 4 * cols, [=](std::int64_t row) {
        const real *slope = dy + row * cols, *share = y + row * cols;
        double mean = 0;
        for (std::int64_t j = 0; j < cols; ++j) mean += static_cast<double>(slope[j]) * static_cast<double>(share[j]);
        for (std::int64_t j = 0; j < cols; ++j)
            put(dx[row * cols + j], accumulate, static_cast<double>(share[j]) * (static_cast<double>(slope[j]) - mean));
    });
}

void log_softmax(real* y, const real* x, std::int64_t rows, std::int64_t cols) noexcept {
    for_each(rows, cols * kExpCost, [=](std::int64_t row) {
        const real* in = x + row * cols;
        const Exponentials e = exponentials(in, cols, [](std::int64_t) { return true; });
        for (std::int64_t j = 0; j < cols; ++j)
            put(y[row * cols + j], false, static_cast<double>(in[j]) - e.greatest - std::log(e.sum));
    });
}

void log_softmax_backward(real* dx, bool accumulate, const real* dy, const real* y, std::int64_t rows,
                          std::int64_t cols) noexcept {
    for_each(rows, cols * kExpCost, [=](std::int64_t row) {
        const real *slope = dy + row * cols, *log_share = y + row * cols;
        double total = 0;
        for (std::int64_t j = 0; j < cols; ++j) total += static_cast<double>(slope[j]);
        for (std::int64_t j = 0; j < cols; ++j)
            put(dx[row * cols + j], accumulate,
                static_cast<double>(slope[j]) - std::exp(static_cast<double>(log_share[j])) * total);
    });
}

}  // namespace reference
}  // namespace vitro::kernels::inline VITRO_REAL
