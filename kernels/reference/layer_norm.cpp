// kernels/reference/layer_norm.cpp: rows to mean 0 and variance 1, then a gain and a bias per column.
//
//   n_j = (x_j - mean) rstd,  rstd = 1 / sqrt(mean of (x - mean)^2 + epsilon)        y_j = gain_j n_j + bias_j
//   g_j = gain_j dy_j         dx_j = rstd (g_j - mean(g) - n_j mean(g n))
//   dgain_j = sum over rows of dy_j n_j               dbias_j = sum over rows of dy_j
//
// (Ba, Kiros and Hinton 2016. The two means in dx are what flows back through the row's own mean and variance.)
#include <cmath>

#include "kernels/reference/families.hpp"
#include "kernels/reference/loops.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace reference {

void layer_norm(real* y, real* mean, real* rstd, const real* x, const real* gain, const real* bias, std::int64_t rows,
                std::int64_t cols, real epsilon) noexcept {
    for_each(rows, 8 * cols, [=](std::int64_t row) {
        const real* in = x + row * cols;
        double sum = 0, squares = 0;
        for (std::int64_t j = 0; j < cols; ++j) sum += static_cast<double>(in[j]);
        const double centre = sum / static_cast<double>(cols);
        for (std::int64_t j = 0; j < cols; ++j) {
            const double distance = static_cast<double>(in[j]) - centre;
            squares += distance * distance;
        }
        const double narrow = 1 / std::sqrt(squares / static_cast<double>(cols) + static_cast<double>(epsilon));
        mean[row] = static_cast<real>(centre);
        rstd[row] = static_cast<real>(narrow);
        for (std::int64_t j = 0; j < cols; ++j) {
            const double normal = (static_cast<double>(in[j]) - centre) * narrow;
            put(y[row * cols + j], false, static_cast<double>(gain[j]) * normal + static_cast<double>(bias[j]));
        }
    });
}

void layer_norm_backward(real* dx, bool accumulate, const real* dy, const real* x, const real* gain, const real* mean,
                         const real* rstd, std::int64_t rows, std::int64_t cols) noexcept {
    for_each(rows, 12 * cols, [=](std::int64_t row) {
        const double centre = static_cast<double>(mean[row]), narrow = static_cast<double>(rstd[row]);
        const auto normal = [=](std::int64_t j) { return (static_cast<double>(x[row * cols + j]) - centre) * narrow; };
        const auto gained = [=](std::int64_t j) {
            return static_cast<double>(gain[j]) * static_cast<double>(dy[row * cols + j]);
        };
        double mean_gained = 0, mean_product = 0;
        for (std::int64_t j = 0; j < cols; ++j) {
            mean_gained += gained(j) / static_cast<double>(cols);
            mean_product += gained(j) * normal(j) / static_cast<double>(cols);
        }
        for (std::int64_t j = 0; j < cols; ++j)
            put(dx[row * cols + j], accumulate, narrow * (gained(j) - mean_gained - normal(j) * mean_product));
    });
}

void layer_norm_backward_parameters(real* dgain, bool accumulate_gain, real* dbias, bool accumulate_bias,
                                    const real* dy, const real* x, const real* mean, const real* rstd,
                                    std::int64_t rows, std::int64_t cols) noexcept {
    for_each(cols, 4 * rows, [=](std::int64_t j) {
        double gain_sum = 0, bias_sum = 0;
        for (std::int64_t row = 0; row < rows; ++row) {
            const double slope = static_cast<double>(dy[row * cols + j]);
            const double distance = static_cast<double>(x[row * cols + j]) - static_cast<double>(mean[row]);
            gain_sum += slope * distance * static_cast<double>(rstd[row]);
            bias_sum += slope;
        }
        if (dgain) put(dgain[j], accumulate_gain, gain_sum);
        if (dbias) put(dbias[j], accumulate_bias, bias_sum);
    });
}

}  // namespace reference
}  // namespace vitro::kernels::inline VITRO_REAL
