// tests/kernels/reference/layer_norm_test.cpp: known numbers, and the gradients by the Jacobian.
#include "tests/kernels/reference/oracle.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace oracle {

// PyTorch: LayerNorm(4)((1, 0, 0, 0)) = (1.7320, -0.5773, -0.5773, -0.5773).
TEST_CASE("reference layer_norm: the biased variance, with epsilon inside the root") {
    const std::vector<real> x{1, 0, 0, 0}, gain(4, 1), bias(4, 0);
    std::vector<real> y(4);
    real mean = 0, rstd = 0;
    reference().layer_norm(y.data(), &mean, &rstd, x.data(), gain.data(), bias.data(), 1, 4, real{1e-5F});
    const Wide root = std::sqrt(0.1875L + wide(real{1e-5F}));
    check_near(mean, 0.25L, 1, "mean");
    check_near(rstd, 1 / root, 3, "rstd");
    check_near(y, {0.75L / root, -0.25L / root, -0.25L / root, -0.25L / root}, 2, "y");
    CHECK(static_cast<double>(y[0]) == doctest::Approx(1.7320).epsilon(1e-4));
}

// n_i = (x_i - mean) rstd, and d n_i / d x_j = rstd ([i = j] - (1 + n_i n_j) / cols).
TEST_CASE("reference layer_norm: gradients by the Jacobian") {
    constexpr std::int64_t kRows = 3, kCols = 5;
    Source source(1);
    const std::vector<real> x = random(source, kRows * kCols), dy = random(source, kRows * kCols);
    const std::vector<real> gain = random(source, kCols), bias = random(source, kCols);
    std::vector<real> y(kRows * kCols), mean(kRows), rstd(kRows), dx(kRows * kCols), dgain(kCols), dbias(kCols);
    reference().layer_norm(y.data(), mean.data(), rstd.data(), x.data(), gain.data(), bias.data(), kRows, kCols, 0);
    std::vector<Wide> of_x(kRows * kCols), of_gain(kCols), of_bias(kCols);
    for (std::size_t row = 0; row < kRows; ++row) {
        const auto normal = [&](std::size_t j) {
            return (wide(x[row * kCols + j]) - wide(mean[row])) * wide(rstd[row]);
        };
        for (std::size_t j = 0; j < kCols; ++j) {
            check_near(y[row * kCols + j], wide(gain[j]) * normal(j) + wide(bias[j]), 5, "y");
            of_gain[j] += wide(dy[row * kCols + j]) * normal(j);
            of_bias[j] += wide(dy[row * kCols + j]);
            for (std::size_t i = 0; i < kCols; ++i)
                of_x[row * kCols + j] += wide(dy[row * kCols + i]) * wide(gain[i]) * wide(rstd[row]) *
                                         ((i == j ? 1 : 0) - (1 + normal(i) * normal(j)) / kCols);
        }
    }
    reference().layer_norm_backward(dx.data(), false, dy.data(), x.data(), gain.data(), mean.data(), rstd.data(), kRows,
                                    kCols);
    check_near(dx, of_x, 20, "dx");
    reference().layer_norm_backward_parameters(dgain.data(), false, dbias.data(), false, dy.data(), x.data(),
                                               mean.data(), rstd.data(), kRows, kCols);
    check_near(dgain, of_gain, 10, "dgain");
    check_near(dbias, of_bias, 10, "dbias");
}

}  // namespace oracle
}  // namespace vitro::kernels::inline VITRO_REAL
