// tests/core/ops/elementwise_test.cpp: values known by heart, broadcasting, and refusals.
#include <cmath>
#include <doctest/doctest.h>
#include <numbers>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "tests/core/tensors.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using namespace vitro::test;
using vitro::real;

namespace {

/// f(x) and f'(x) of one number.
std::pair<double, double> value_and_slope(Variable (*f)(const Variable&), double x) {
    const Variable input = parameter(Tensor::scalar(static_cast<real>(x))), output = f(input);
    backward(output);
    return {output.value.item(), input.grad().item()};
}

void check_at(Variable (*f)(const Variable&), double x, double value, double slope) {
    const auto [y, dy] = value_and_slope(f, x);
    CHECK(y == doctest::Approx(value).epsilon(1e-6));
    CHECK(dy == doctest::Approx(slope).epsilon(1e-6));
}

}  // namespace

TEST_CASE("values and slopes known by heart") {
    const double e = std::numbers::e;
    check_at(exp, 1, e, e);
    check_at(log, 2, std::numbers::ln2, 0.5);
    check_at(sqrt, 9, 3, 1.0 / 6);
    check_at(tanh, 0, 0, 1);
    check_at(sigmoid, 0, 0.5, 0.25);
    check_at(erf, 0, 0, 2 / std::sqrt(std::numbers::pi));
    check_at(neg, 3, -3, -1);
    check_at(relu, 3, 3, 1);
    check_at(relu, -3, 0, 0);
    check_at(relu, 0, 0, 0);
    check_at(gelu, 1, 0.8413447460685429, 1.0833154705876864);  // Phi(1), Phi(1) + phi(1)
    check_at(gelu_tanh, 1, 0.8411919906082768, 1.0829640838457826);
    check_at(silu, 0, 0, 0.5);
    check_at(silu, 1, 0.7310585786300049, 0.9276705118714869);
    CHECK(scale(Variable(Tensor::scalar(3)), -0.5).value.item() == -1.5);
}

TEST_CASE("arithmetic, and who gets which share of it") {
    const Variable a = parameter(Tensor::from({2}, {6, -3})), b = parameter(Tensor::from({2}, {2, 4}));
    CHECK(numbers((a + b).value) == std::vector<double>{8, 1});
    CHECK(numbers((a - b).value) == std::vector<double>{4, -7});
    CHECK(numbers((a * b).value) == std::vector<double>{12, -12});
    CHECK(numbers((a / b).value) == std::vector<double>{3, -0.75});
    CHECK(numbers((-a).value) == std::vector<double>{-6, 3});
    backward(sum(a / b));
    CHECK(numbers(a.grad()) == std::vector<double>{0.5, 0.25});
    CHECK(numbers(b.grad()) == std::vector<double>{-1.5, 0.1875});
}

TEST_CASE("operands stretch, and the gradient of a stretched one is the sum") {
    const Variable column = parameter(Tensor::from({2, 1}, {10, 20})), row = parameter(Tensor::from({3}, {1, 2, 3}));
    const Variable product = column * row;
    CHECK(product.shape() == Shape{2, 3});
    CHECK(numbers(product.value) == std::vector<double>{10, 20, 30, 20, 40, 60});
    backward(sum(product));
    CHECK(numbers(column.grad()) == std::vector<double>{6, 6});
    CHECK(numbers(row.grad()) == std::vector<double>{30, 30, 30});
}

TEST_CASE("an operand given twice gets both contributions") {
    const Variable x = parameter(Tensor::scalar(3));
    backward(x * x);
    CHECK(x.grad().item() == 6);
    x.clear_grad();
    backward(x / x);
    CHECK(x.grad().item() == doctest::Approx(0));
    x.clear_grad();
    backward(x - x);
    CHECK(x.grad().item() == 0);
}

TEST_CASE("shapes that do not stretch to each other are refused, op and shapes named") {
    const Variable a = Tensor::zeros({2, 3}), b = Tensor::zeros({2, 4});
    const std::string rest = " (2,3) x (2,4): sizes 3 and 4 on axis -1 differ and neither is 1";
    CHECK(error_of([&] { add(a, b); }) == "[add]" + rest);
    CHECK(error_of([&] { sub(a, b); }) == "[sub]" + rest);
    CHECK(error_of([&] { mul(a, b); }) == "[mul]" + rest);
    CHECK(error_of([&] { div(a, b); }) == "[div]" + rest);
}

TEST_CASE("a Variable that was never given a value is refused") {
    const Variable one = Tensor::scalar(1);
    CHECK(error_of([] { exp(Variable()); }) == "[exp] input 1 (x) was declared, but never given a value");
    CHECK(error_of([&] { add(Variable(), one); }) == "[add] input 1 (a) was declared, but never given a value");
    CHECK(error_of([&] { add(one, Variable()); }) == "[add] input 2 (b) was declared, but never given a value");
}
