// tests/kernels/reference/cross_entropy_test.cpp: PyTorch's numbers, and -sum q log p with q the smoothed target.
#include "tests/kernels/reference/oracle.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace oracle {
namespace {

const std::vector<real> kLogits{1, 2, 3, 4, 0, -1, 2, 0.5F, 9, 9, 9, 9};
constexpr std::int32_t kTargets[] = {2, 0, -100};

}  // namespace

TEST_CASE("reference cross_entropy: PyTorch's numbers, an ignored row is 0") {
    std::vector<real> loss(3, 7), whole(3);
    reference().cross_entropy(loss.data(), whole.data(), kLogits.data(), kTargets, 3, 4, 0, -100);
    check_near(loss, {1.4401896985611953L, 2.342349582389822L, 0}, 4, "loss");
    CHECK(loss[2] == 0);
    reference().cross_entropy(loss.data(), whole.data(), kLogits.data(), kTargets, 3, 4, real{0.25F}, -100);
    check_near(loss, {1.5651896985611953L, 2.248599582389822L, 0}, 4, "smoothed loss");
    check_near(whole, {4.4401896985611953L, 2.342349582389822L, 9 + std::log(4.0L)}, 10, "logsumexp");
}

TEST_CASE("reference cross_entropy: an impossible class costs nothing unless it is wanted") {
    const std::vector<real> x{1, -std::numeric_limits<real>::infinity()};
    const std::int32_t first = 0, second = 1;
    real loss = 7, whole = 7;
    reference().cross_entropy(&loss, &whole, x.data(), &first, 1, 2, 0, -100);
    CHECK(loss == 0);
    reference().cross_entropy(&loss, &whole, x.data(), &second, 1, 2, 0, -100);
    CHECK(loss == std::numeric_limits<real>::infinity());
}

TEST_CASE("reference cross_entropy: the gradient is p - q, times upstream") {
    std::vector<real> loss(3), whole(3), dx(12, 5);
    const std::vector<real> upstream{2, -3, 4};
    const real smoothing{0.25F};
    reference().cross_entropy(loss.data(), whole.data(), kLogits.data(), kTargets, 3, 4, smoothing, -100);
    reference().cross_entropy_backward(dx.data(), false, upstream.data(), 1, kLogits.data(), whole.data(), kTargets, 3,
                                       4, smoothing, -100);
    for (std::size_t row = 0; row < 3; ++row) {
        Wide sum = 0;
        for (std::size_t j = 0; j < 4; ++j) sum += std::exp(wide(kLogits[row * 4 + j]));
        for (std::size_t j = 0; j < 4; ++j) {
            const Wide wanted = 0.0625L + (static_cast<std::int32_t>(j) == kTargets[row] ? 0.75L : 0);
            const Wide share = std::exp(wide(kLogits[row * 4 + j])) / sum;
            const Wide want = row == 2 ? 0 : wide(upstream[row]) * (share - wanted);
            check_near(dx[row * 4 + j], want, 12, "dx");
        }
    }
    CHECK(dx[8] == 0);
}

}  // namespace oracle
}  // namespace vitro::kernels::inline VITRO_REAL
