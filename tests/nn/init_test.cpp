// tests/nn/init_test.cpp: parameters start in the range and with the spread that the sources ask for.
#include "nn/init.hpp"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>

#include "tests/error_of.hpp"
#include "tests/nn/fixture.hpp"

using namespace vitro;
using core::Shape;
using core::Tensor;

namespace {

Tensor made(const nn::Initializer& initializer, const Shape& shape) {
    Tensor tensor(shape);
    core::Random random(1, "here");
    initializer(tensor, random);
    return tensor;
}

struct Spread {
    double least = 0, most = 0, mean = 0, deviation = 0;
};

Spread spread(const Tensor& tensor) {
    const auto [least, most] = std::minmax_element(tensor.span().begin(), tensor.span().end());
    Spread result{static_cast<double>(*least), static_cast<double>(*most)};
    const double count = static_cast<double>(tensor.size());
    for (const real value : tensor.span()) result.mean += static_cast<double>(value) / count;
    for (const real value : tensor.span())
        result.deviation += std::pow(static_cast<double>(value) - result.mean, 2) / count;
    result.deviation = std::sqrt(result.deviation);
    return result;
}

/// Uniform in [-bound, bound): the deviation is bound / sqrt 3.
void check_uniform(const Tensor& tensor, double bound) {
    const Spread seen = spread(tensor);
    CHECK(seen.least >= -bound);
    CHECK(seen.most <= bound);
    CHECK(seen.most > 0.99 * bound);
    CHECK(seen.least < -0.99 * bound);
    CHECK(std::abs(seen.mean) < 0.02 * bound);
    CHECK(seen.deviation == doctest::Approx(bound / std::sqrt(3.0)).epsilon(0.02));
}

}  // namespace

TEST_CASE("zeros, ones, uniform and normal") {
    CHECK(spread(made(nn::init::zeros(), {3, 4})).most == 0);
    CHECK(spread(made(nn::init::ones(), {5})).least == 1);
    check_uniform(made(nn::init::uniform(0.25), {100, 100}), 0.25);
    const Spread normal = spread(made(nn::init::normal(0.02), {100, 100}));
    CHECK(std::abs(normal.mean) < 0.001);
    CHECK(normal.deviation == doctest::Approx(0.02).epsilon(0.02));
    CHECK(normal.most > 0.06);  // beyond three deviations
}

TEST_CASE("Xavier's bound is sqrt(6 / (fan in + fan out))") {
    check_uniform(made(nn::init::xavier_uniform(), {200, 100}), std::sqrt(6.0 / 300));
    check_uniform(made(nn::init::xavier_uniform(0.5), {200, 100}), 0.5 * std::sqrt(6.0 / 300));
    CHECK(test::error_of([] { made(nn::init::xavier_uniform(), {7}); }) ==
          "[xavier_uniform] (7): only a matrix has a fan-in and a fan-out; valid for other shapes are zeros, ones, "
          "uniform and normal");
}

TEST_CASE("a stack starts as Xavier says, or as GPT-2 with a smaller residual for more layers") {
    const nn::WeightInit xavier = nn::WeightInit::of(nn::Initialisation::xavier, 8);
    check_uniform(made(xavier.attention, {100, 100}), std::sqrt(6.0 / 400));
    for (const nn::Initializer& other : {xavier.hidden, xavier.residual, xavier.table})
        check_uniform(made(other, {200, 100}), std::sqrt(6.0 / 300));
    const nn::WeightInit gpt2 = nn::WeightInit::of(nn::Initialisation::gpt2, 8);
    const auto same = [](const nn::Initializer& a, const nn::Initializer& b) {
        return test::difference(made(a, {50, 40}), made(b, {50, 40})) == 0;
    };
    for (const nn::Initializer& plain : {gpt2.attention, gpt2.hidden, gpt2.table})
        CHECK(same(plain, nn::init::normal(0.02)));
    CHECK(same(gpt2.residual, nn::init::normal(0.02 / 4)));
}

TEST_CASE("a Linear of PyTorch's starts within 1 / sqrt(in)") {
    const nn::LinearInit init = nn::LinearInit::torch(64);
    check_uniform(made(init.weight, {64, 200}), 0.125);
    check_uniform(made(init.bias, {10000}), 0.125);
}
