// tests/kernels/reference/update_test.cpp: three steps of each optimizer as PyTorch 2.13 takes them in float64.
#include "tests/kernels/reference/oracle.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace oracle {
namespace {

constexpr double kGradients[] = {0.5, -0.25, 1};

/// Adam(lr 0.1, betas 0.9 and 0.98, eps 1e-8, weight decay 0.1) from w = 1; gradients arrive four times too large.
void check_adam(bool decoupled, const Wide (&want)[3]) {
    real w = 1, m = 0, v = 0;
    for (int t = 1; t <= 3; ++t) {
        const real g = static_cast<real>(4 * kGradients[t - 1]);
        const AdamStep step{0.1, 0.9, 0.98, 1e-8, 0.1, decoupled, 1 - std::pow(0.9, t), 1 - std::pow(0.98, t), 0.25};
        reference().adam(&w, &m, &v, &g, 1, step);
        check_near(w, want[t - 1], 1, "w after step " + std::to_string(t));
    }
}

void check_sgd(bool nesterov, double weight_decay, const Wide (&want)[3]) {
    real w = 1, velocity = 123;
    for (int t = 1; t <= 3; ++t) {
        const real g = static_cast<real>(kGradients[t - 1]);
        reference().sgd(&w, &velocity, &g, 1, {0.1, 0.9, weight_decay, nesterov, t == 1, 1});
        check_near(w, want[t - 1], 1, "w after step " + std::to_string(t));
    }
}

}  // namespace

TEST_CASE("reference adam: as torch.optim.Adam and AdamW") {
    check_adam(false, {0.9000000016666666L, 0.854250431590107L, 0.7816792183505117L});
    check_adam(true, {0.890000002L, 0.8543892313024339L, 0.7803939513131893L});
}

TEST_CASE("reference sgd: as torch.optim.SGD, with momentum, Nesterov's, and neither") {
    check_sgd(true, 0.1, {0.886L, 0.868066L, 0.630906146L});
    check_sgd(false, 0, {0.95L, 0.93L, 0.812L});
    real w = 1;
    const real g = 0.5F;
    reference().sgd(&w, nullptr, &g, 1, {.learning_rate = 0.1, .gradient_scale = 2});
    check_near(w, 0.9L, 1, "w without momentum");
}

TEST_CASE("reference sum_of_squares") {
    const std::vector<real> x{3, -4, 12};
    CHECK(reference().sum_of_squares(x.data(), 3) == 169);
    CHECK(reference().sum_of_squares(x.data(), 0) == 0);
}

}  // namespace oracle
}  // namespace vitro::kernels::inline VITRO_REAL
