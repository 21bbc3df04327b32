// tests/kernels/layer_norm_test.cpp: layer normalisation, and the gradients of its input and parameters.
#include <doctest/doctest.h>

#include "tests/kernels/slots.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {
namespace {

constexpr double kEpsilon = 1e-5;

struct LayerNormProblem {
    std::int64_t rows, cols;
    Numbers x, gain, bias, dy, mean, rstd;

    /// Row 0 is far from zero compared with its spread, row 1 constant; `special`: row 2 has a NaN, row 3 an infinity.
    LayerNormProblem(Source& source, std::int64_t row_count, std::int64_t col_count, bool special)
        : rows(row_count),
          cols(col_count),
          x(source.numbers(rows * cols)),
          gain(source.numbers(cols)),
          bias(source.numbers(cols)),
          dy(source.numbers(rows * cols)),
          mean(rows),
          rstd(rows) {
        for (std::int64_t j = 0; j < cols; ++j) {
            if (rows > 0) x[j] += 100;
            if (rows > 1) x[cols + j] = real{1.25F};
        }
        if (special && rows > 2) x[2 * cols + cols / 2] = static_cast<real>(kNan);
        if (special && rows > 3) x[3 * cols + cols / 2] = static_cast<real>(kInfinity);
        std::vector<real> y(static_cast<std::size_t>(rows * cols));
        all_tables().back()->layer_norm(y.data(), mean.data(), rstd.data(), x.data(), gain.data(), bias.data(), rows,
                                        cols, static_cast<real>(kEpsilon));
    }
    double at(const Numbers& values, std::int64_t i) const { return static_cast<double>(values[i]); }
    double normal(std::int64_t i) const { return (at(x, i) - at(mean, i / cols)) * at(rstd, i / cols); }
    double gained(std::int64_t i) const { return at(dy, i) * at(gain, i % cols); }
    std::string str() const { return std::to_string(rows) + "x" + std::to_string(cols); }
    bool large() const { return rows * cols >= kLong; }

    /// The mean of |term(i)| over the row of element i.
    template <class Term>
    double row_mean(std::int64_t i, const Term& term) const {
        double total = 0;
        for (std::int64_t j = 0, first = i / cols * cols; j < cols; ++j) total += std::abs(term(first + j));
        return total / static_cast<double>(cols);
    }
};

void for_each_problem(unsigned seed, const std::function<void(const LayerNormProblem&)>& visit) {
    Source source(seed);
    for (const std::int64_t cols : sizes())
        for (const bool special : {false, true})
            if (cols > 0) visit(LayerNormProblem(source, 5, cols, special));
    for (const auto& [rows, cols] : {std::pair{0, 8}, {3, 3001}, {1031, 199}, {70001, 3}, {2500, 96}})
        visit(LayerNormProblem(source, rows, cols, false));
}

/// Of the mean: the additions, the division and the result's rounding.
double mean_bound(const LayerNormProblem& p, std::int64_t row) {
    return kEps * (additions(p.cols) + 1) * p.row_mean(row * p.cols, [&](std::int64_t i) { return p.at(p.x, i); });
}

/// Of rstd, relatively: half of the variance's, which errs by its additions, the two roundings of a square, and by the
/// square of the mean's error (to first order the error of the mean cancels in a sum of squares around it); the root.
double rstd_bound(const LayerNormProblem& p, std::int64_t row) {
    const double shift = mean_bound(p, row) * p.at(p.rstd, row);
    return ((additions(p.cols) + 4) * kEps + shift * shift) / 2 + 2 * kEps;
}

}  // namespace

/// y = gain n + bias: n errs by rstd times the mean's error, the subtraction, the product, and rstd's own error.
void layer_norm_cases(const Visit& visit) {
    for_each_problem(16, [&](const LayerNormProblem& p) {
        const auto bound = [&](std::int64_t i) {
            const std::int64_t row = i / p.cols;
            const double gain = std::abs(p.at(p.gain, i % p.cols)), normal = std::abs(p.normal(i));
            return gain * (p.at(p.rstd, row) * mean_bound(p, row) + normal * (rstd_bound(p, row) + 2 * kEps)) +
                   2 * kEps * (gain * normal + std::abs(p.at(p.bias, i % p.cols)));
        };
        const auto of_mean = [&](std::int64_t row) { return mean_bound(p, row); };
        const auto of_rstd = [&](std::int64_t row) { return rstd_bound(p, row) * p.at(p.rstd, row); };
        visit({.slot = "layer_norm",
               .what = p.str(),
               .outputs = {{.size = p.rows * p.cols, .bound = bounds(p.rows * p.cols, bound)},
                           {.size = p.rows, .bound = bounds(p.rows, of_mean)},
                           {.size = p.rows, .bound = bounds(p.rows, of_rstd)}},
               .run =
                   [=](const Kernels& k, auto& out, bool) {
                       k.layer_norm(out[0], out[1], out[2], p.x.data(), p.gain.data(), p.bias.data(), p.rows, p.cols,
                                    static_cast<real>(kEpsilon));
                   },
               .threads = p.large()});
    });
}

/// dx = rstd (g - mean g - n mean(g n)): g is rounded once, n twice; the means by their additions.
void layer_norm_backward_cases(const Visit& visit) {
    for_each_problem(17, [&](const LayerNormProblem& p) {
        std::vector<double> gained, product;
        for (std::int64_t row = 0; row < p.rows; ++row) {
            gained.push_back(p.row_mean(row * p.cols, [&](std::int64_t i) { return p.gained(i); }));
            product.push_back(p.row_mean(row * p.cols, [&](std::int64_t i) { return p.gained(i) * p.normal(i); }));
        }
        const auto bound = [&](std::int64_t i) {
            const auto row = static_cast<std::size_t>(i / p.cols);
            return kEps * p.at(p.rstd, i / p.cols) *
                   (4 * std::abs(p.gained(i)) + (additions(p.cols) + 5) * gained[row] +
                    (additions(p.cols) + 8) * std::abs(p.normal(i)) * product[row]);
        };
        visit({.slot = "layer_norm_backward",
               .what = p.str(),
               .writes = Writes::on_demand,
               .outputs = {{.size = p.rows * p.cols, .bound = bounds(p.rows * p.cols, bound)}},
               .run =
                   [=](const Kernels& k, auto& out, bool accumulate) {
                       k.layer_norm_backward(out[0], accumulate, p.dy.data(), p.x.data(), p.gain.data(), p.mean.data(),
                                             p.rstd.data(), p.rows, p.cols);
                   },
               .threads = p.large()});
    });
}

/// Sums down the columns of dy n (three roundings each) and of dy.
void layer_norm_backward_parameters_cases(const Visit& visit) {
    for_each_problem(18, [&](const LayerNormProblem& p) {
        std::vector<double> gain_size(static_cast<std::size_t>(p.cols)), bias_size(gain_size);
        for (std::int64_t i = 0; i < p.rows * p.cols; ++i) {
            gain_size[static_cast<std::size_t>(i % p.cols)] += std::abs(p.at(p.dy, i) * p.normal(i));
            bias_size[static_cast<std::size_t>(i % p.cols)] += std::abs(p.at(p.dy, i));
        }
        const double depth = kEps * (additions(p.rows) + 4);
        const auto of_gain = [&](std::int64_t j) { return depth * gain_size[static_cast<std::size_t>(j)]; };
        const auto of_bias = [&](std::int64_t j) { return depth * bias_size[static_cast<std::size_t>(j)]; };
        for (const bool gain : {true, false})
            for (const bool bias : {true, false})
                visit({.slot = "layer_norm_backward_parameters",
                       .what = p.str() + (gain ? " gain" : "") + (bias ? " bias" : ""),
                       .writes = Writes::on_demand,
                       .outputs = {{.size = gain ? p.cols : 0, .bound = bounds(p.cols, of_gain)},
                                   {.size = bias ? p.cols : 0, .bound = bounds(p.cols, of_bias)}},
                       .run =
                           [=](const Kernels& k, auto& out, bool accumulate) {
                               k.layer_norm_backward_parameters(
                                   gain ? out[0] : nullptr, accumulate, bias ? out[1] : nullptr, accumulate,
                                   p.dy.data(), p.x.data(), p.mean.data(), p.rstd.data(), p.rows, p.cols);
                           },
                       .threads = p.large()});
    });
}

TEST_CASE("layer_norm: every table agrees with the reference") {
    layer_norm_cases(check);
}
TEST_CASE("layer_norm_backward: every table agrees with the reference") {
    layer_norm_backward_cases(check);
}
TEST_CASE("layer_norm_backward_parameters: every table agrees with the reference") {
    layer_norm_backward_parameters_cases(check);
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
