// kernels/simd/layer_norm.cpp: rows to mean 0 and variance 1, then a gain and a bias per column.
//
//   n_j = (x_j - mean) rstd,  rstd = 1 / sqrt(mean of (x - mean)^2 + epsilon)        y_j = gain_j n_j + bias_j
//   g_j = gain_j dy_j         dx_j = rstd (g_j - mean(g) - n_j mean(g n))
//   dgain_j = sum over rows of dy_j n_j               dbias_j = sum over rows of dy_j
//
// Two passes for the mean and the variance: the row stays in the nearest cache, and no digits cancel.
#include <cmath>

#include "kernels/simd/columns.hpp"
#include "kernels/simd/families.hpp"
#include "kernels/simd/fold.hpp"

namespace vitro::kernels::VITRO_ISA {

void layer_norm(real* y, real* mean, real* rstd, const real* x, const real* gain, const real* bias, std::int64_t rows,
                std::int64_t cols, real epsilon) noexcept {
    struct State {
        float mean, rstd;
    };
    const double share = 1 / static_cast<double>(cols);
    const auto find_mean = [=](std::int64_t row, State& state) {
        const real* in = x + row * cols;
        const double sum = sum_over(cols, [=](std::int64_t i, auto lanes) { return load(in + i, lanes); });
        mean[row] = state.mean = static_cast<float>(share * sum);
    };
    const auto find_width = [=](std::int64_t row, State& state) {
        const real* in = x + row * cols;
        const V centre(state.mean);
        const double squares = sum_over(cols, [=](std::int64_t i, auto lanes) {
            const V distance = load(in + i, lanes) - centre;
            return distance * distance;
        });
        rstd[row] = state.rstd = static_cast<float>(1 / std::sqrt(share * squares + static_cast<double>(epsilon)));
    };
    for_rows_in_passes<State>(rows, cols, 8, find_mean, find_width, [=](std::int64_t row, State& state) {
        const real* in = x + row * cols;
        real* out = y + row * cols;
        const V centre(state.mean), narrow(state.rstd);
        for_lanes(0, cols, [=](std::int64_t i, auto lanes) {
            const V normal = (load(in + i, lanes) - centre) * narrow;
            store(out + i, fma(normal, load(gain + i, lanes), load(bias + i, lanes)), lanes);
        });
    });
}

void layer_norm_backward(real* dx, bool accumulate, const real* dy, const real* x, const real* gain, const real* mean,
                         const real* rstd, std::int64_t rows, std::int64_t cols) noexcept {
    struct Means {
        float gained, product;  ///< of g and of g n
    };
    const double share = 1 / static_cast<double>(cols);
    const auto gained = [=](std::int64_t row) {
        return [gain, slope = dy + row * cols](std::int64_t i, auto lanes) {
            return load(gain + i, lanes) * load(slope + i, lanes);
        };
    };
    const auto normal = [=](std::int64_t row) {
        return [in = x + row * cols, centre = V(mean[row]), narrow = V(rstd[row])](std::int64_t i, auto lanes) {
            return (load(in + i, lanes) - centre) * narrow;
        };
    };
    const auto find_means = [=](std::int64_t row, Means& means) {
        const auto g = gained(row);
        const auto n = normal(row);
        const Sums<2> sums = sums_over<2>(cols, [=](std::int64_t i, auto lanes, V(&term)[2]) {
            term[0] = g(i, lanes);
            term[1] = term[0] * n(i, lanes);
        });
        means.gained = static_cast<float>(share * sums.of[0]);
        means.product = static_cast<float>(share * sums.of[1]);
    };
    split_on(accumulate, [&](auto adds) {
        for_rows_in_passes<Means>(rows, cols, 12, find_means, [=](std::int64_t row, Means& means) {
            const auto g = gained(row);
            const auto n = normal(row);
            const V narrow(rstd[row]), mean_gained(means.gained), mean_product(means.product);
            real* out = dx + row * cols;
            for_lanes(0, cols, [=](std::int64_t i, auto lanes) {
                put(out + i, adds, narrow * ((g(i, lanes) - mean_gained) - n(i, lanes) * mean_product), lanes);
            });
        });
    });
}

void layer_norm_backward_parameters(real* dgain, bool accumulate_gain, real* dbias, bool accumulate_bias,
                                    const real* dy, const real* x, const real* mean, const real* rstd,
                                    std::int64_t rows, std::int64_t cols) noexcept {
    const auto term = [=](std::int64_t, std::int64_t row, std::int64_t column, auto lanes, V* into) {
        const V slope = load(dy + row * cols + column, lanes);
        const V normal = (load(x + row * cols + column, lanes) - V(mean[row])) * V(rstd[row]);
        into[0] = fma(slope, normal, into[0]);
        into[1] = into[1] + slope;
    };
    sum_columns<2>(1, rows, cols, term, [=](std::int64_t, std::int64_t first, std::int64_t width, const double* total) {
        for (std::int64_t i = 0; i < width; ++i) {
            if (dgain != nullptr) put(dgain[first + i], accumulate_gain, static_cast<float>(total[i]));
            if (dbias != nullptr) put(dbias[first + i], accumulate_bias, static_cast<float>(total[kStrip + i]));
        }
    });
}

}  // namespace vitro::kernels::VITRO_ISA
