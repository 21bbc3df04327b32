// tests/bench/peers/row_ops_test.cpp: operations on rows beside their definitions, written out here.
#include "bench/peers/row_ops.hpp"

#include <cmath>
#include <doctest/doctest.h>

#include "bench/peers/expected.hpp"

namespace vitro::bench::peers {
namespace {

constexpr int kRows = 5, kCols = 3;

double x(int r, int c) {
    return number(r * kCols + c, 0);
}
double dy(int r, int c) {
    return number(r * kCols + c, 1);
}

using Results = std::vector<float>;

void add(Results& results, double value) {
    results.push_back(static_cast<float>(value));
}

/// Whether the operation's result is this one.
bool gives(RowOp op, const Results& results) {
    return agrees(fingerprint(results).sum, expected(RowProblem{op, kRows, kCols}));
}

double exp_sum(int r) {
    double sum = 0;
    for (int c = 0; c < kCols; ++c) sum += std::exp(x(r, c));
    return sum;
}

struct Moments {
    double mean = 0, rstd = 0;
    double normal(int r, int c) const { return (x(r, c) - mean) * rstd; }
};
Moments moments(int r) {
    double sum = 0, squares = 0;
    for (int c = 0; c < kCols; ++c) sum += x(r, c);
    for (int c = 0; c < kCols; ++c) squares += std::pow(x(r, c) - sum / kCols, 2);
    return {sum / kCols, 1 / std::sqrt(squares / kCols + 1e-5)};
}

}  // namespace

TEST_CASE("softmax and its gradient are their definitions") {
    Results y, dx;
    for (int r = 0; r < kRows; ++r) {
        const auto p = [r](int c) { return std::exp(x(r, c)) / exp_sum(r); };
        double inner = 0;
        for (int c = 0; c < kCols; ++c) inner += dy(r, c) * p(c);
        for (int c = 0; c < kCols; ++c) add(y, p(c)), add(dx, p(c) * (dy(r, c) - inner));
    }
    CHECK(gives(RowOp::softmax, y));
    CHECK(gives(RowOp::softmax_backward, dx));
    CHECK_FALSE(gives(RowOp::softmax, dx));
}

TEST_CASE("layer norm and its three gradients are their definitions") {
    Results y, means, rstds, dx, dgain(kCols), dbias(kCols);
    const auto gain = [](int c) { return double{number(c, 2)}; };
    for (int r = 0; r < kRows; ++r) {
        const Moments own = moments(r);
        add(means, own.mean), add(rstds, own.rstd);
        double mean_u = 0, mean_un = 0;
        for (int c = 0; c < kCols; ++c) {
            mean_u += dy(r, c) * gain(c) / kCols, mean_un += dy(r, c) * gain(c) * own.normal(r, c) / kCols;
            dgain[c] += static_cast<float>(dy(r, c) * own.normal(r, c)), dbias[c] += static_cast<float>(dy(r, c));
        }
        for (int c = 0; c < kCols; ++c) {
            add(y, own.normal(r, c) * gain(c) + double{number(c, 3)});
            add(dx, own.rstd * (dy(r, c) * gain(c) - mean_u - own.normal(r, c) * mean_un));
        }
    }
    for (const Results* more : {&means, &rstds}) y.insert(y.end(), more->begin(), more->end());
    for (const Results* more : {&dgain, &dbias}) dx.insert(dx.end(), more->begin(), more->end());
    CHECK(gives(RowOp::layer_norm, y));
    CHECK(gives(RowOp::layer_norm_backward, dx));
}

TEST_CASE("gelu and its gradient are their definitions, with erf") {
    Results y, dx;
    for (int r = 0; r < kRows; ++r)
        for (int c = 0; c < kCols; ++c) {
            const double v = x(r, c), phi = (1 + std::erf(v / std::sqrt(2.0))) / 2;
            add(y, v * phi);
            add(dx, dy(r, c) * (phi + v * std::exp(-v * v / 2) / std::sqrt(2 * std::acos(-1.0))));
        }
    CHECK(gives(RowOp::gelu, y));
    CHECK(gives(RowOp::gelu_backward, dx));
}

TEST_CASE("cross entropy of each row and its gradient are their definitions") {
    Results loss, dx;
    for (int r = 0; r < kRows; ++r) {
        const int target = whole_number(r, 4, kCols);
        add(loss, std::log(exp_sum(r)) - x(r, target));
        for (int c = 0; c < kCols; ++c)
            add(dx, double{number(r, 5)} * (std::exp(x(r, c)) / exp_sum(r) - (c == target ? 1 : 0)));
    }
    CHECK(gives(RowOp::cross_entropy, loss));
    CHECK(gives(RowOp::cross_entropy_backward, dx));
}

TEST_CASE("a step of Adam is its definition, the tenth with a rate of 0.1") {
    Results w, m, v;
    for (int i = 0; i < kRows * kCols; ++i) {
        const double g = number(i, 1), first = 0.9 * double{number(i, 2)} + 0.1 * g,
                     second = 0.999 * (double{number(i, 3)} + 1.5) + 0.001 * g * g;
        const double direction =
            first / (1 - std::pow(0.9, 10)) / (std::sqrt(second / (1 - std::pow(0.999, 10))) + 1e-8);
        add(w, double{number(i, 0)} - 0.1 * direction), add(m, first), add(v, second);
    }
    for (const Results* more : {&m, &v}) w.insert(w.end(), more->begin(), more->end());
    CHECK(gives(RowOp::adam, w));
}

TEST_CASE("an embedding's gradient adds up the rows of each word, and begins with zeros each time") {
    constexpr int kWords = (kRows + 1) / 2;
    std::vector<double> sums(kWords * kCols);
    for (int r = 0; r < kRows; ++r)
        for (int c = 0; c < kCols; ++c) sums[whole_number(r, 4, kWords) * kCols + c] += dy(r, c);
    const Results dtable(sums.begin(), sums.end());
    CHECK(gives(RowOp::embedding_backward, dtable));
    const Run run = row_run(*kernels::all_tables().back(), {RowOp::embedding_backward, kRows, kCols});
    run.call(), run.call();
    CHECK(agrees(fingerprint(run.result()).sum, fingerprint(dtable)));
}

TEST_CASE("what adam changes stays ordinary, however often it is called") {
    const Run run = row_run(*kernels::all_tables().back(), {RowOp::adam, kRows, kCols});
    for (int call = 0; call < 200'000; ++call) run.call();
    for (const float value : run.result()) {
        CHECK(std::isnormal(value));
        CHECK(std::abs(value) < 1e5F);
    }
}

}  // namespace vitro::bench::peers
