// tests/kernels/reference/softmax_test.cpp: softmax by its definition, its gradient by the Jacobian.
#include "tests/kernels/reference/oracle.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace oracle {
namespace {

std::vector<Wide> shares(const std::vector<real>& x) {
    Wide sum = 0;
    std::vector<Wide> y;
    for (const real each : x) sum += std::exp(wide(each));
    for (const real each : x) y.push_back(std::exp(wide(each)) / sum);
    return y;
}

std::vector<real> narrowed(const std::vector<Wide>& x) {
    std::vector<real> y;
    for (const Wide each : x) y.push_back(static_cast<real>(each));
    return y;
}

}  // namespace

TEST_CASE("reference softmax: known numbers, and the definition") {
    const std::vector<real> known{1, 2, 3};
    std::vector<real> y(3);
    reference().softmax(y.data(), known.data(), 1, 3, {});
    check_near(y, {0.09003057317038045L, 0.2447284710547976L, 0.6652409557748218L}, 1, "softmax(1, 2, 3)");
    Source source(1);
    const std::vector<real> x = random(source, 9, -5, 5);
    y.resize(9);
    reference().softmax(y.data(), x.data(), 1, 9, {});
    check_near(y, shares(x), 1, "softmax");
    reference().log_softmax(y.data(), x.data(), 1, 9);
    for (std::size_t j = 0; j < 9; ++j) check_near(y[j], std::log(shares(x)[j]), 10, "log_softmax");
}

TEST_CASE("reference softmax: large numbers do not overflow") {
    const std::vector<real> x{10000, 10000};
    std::vector<real> y(2);
    reference().softmax(y.data(), x.data(), 1, 2, {});
    CHECK(y == std::vector<real>{0.5F, 0.5F});
    reference().log_softmax(y.data(), x.data(), 1, 2);
    check_near(y, {-std::log(2.0L), -std::log(2.0L)}, 1, "log_softmax");
}

// d y_i / d x_j = y_i ([i = j] - y_j); d l_i / d x_j = [i = j] - y_j.
TEST_CASE("reference softmax: gradients by the Jacobian") {
    Source source(2);
    const std::vector<real> x = random(source, 7), dy = random(source, 7);
    const std::vector<real> y = narrowed(shares(x));
    std::vector<Wide> of_softmax(7), of_log_softmax(7);
    std::vector<real> log_y;
    for (std::size_t j = 0; j < 7; ++j) {
        log_y.push_back(static_cast<real>(std::log(shares(x)[j])));
        for (std::size_t i = 0; i < 7; ++i) {
            const Wide same = i == j ? 1 : 0;
            of_softmax[j] += wide(dy[i]) * wide(y[i]) * (same - wide(y[j]));
            of_log_softmax[j] += wide(dy[i]) * (same - wide(y[j]));
        }
    }
    std::vector<real> dx(7);
    reference().softmax_backward(dx.data(), false, dy.data(), y.data(), 1, 7);
    check_near(dx, of_softmax, 2, "softmax_backward");
    reference().log_softmax_backward(dx.data(), false, dy.data(), log_y.data(), 1, 7);
    check_near(dx, of_log_softmax, 4, "log_softmax_backward");
}

}  // namespace oracle
}  // namespace vitro::kernels::inline VITRO_REAL
