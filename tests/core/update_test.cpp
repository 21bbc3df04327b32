// tests/core/update_test.cpp: in-place updates; the arithmetic is tested with the kernels and against PyTorch in nn.
#include "core/update.hpp"

#include <doctest/doctest.h>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "tests/core/tensors.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using namespace vitro::test;

namespace {

Variable with_gradient() {
    const Variable w = parameter(Tensor::from({2}, {1, -2}), Path() / "model" / "w");
    backward(sum(w * w));  // 2, -4
    return w;
}

}  // namespace

TEST_CASE("a step of SGD goes down the gradient, in place, and raises the version") {
    Variable w = with_gradient();
    const Variable handle = w, loss = sum(handle * handle);
    Tensor no_velocity;
    sgd_step(w, no_velocity, {.learning_rate = 0.25});
    CHECK(numbers(handle.value) == std::vector<double>{0.5, -1});
    CHECK(error_of([&] { backward(loss); }).starts_with("[mul] its saved tensor 'a' (2) was written"));
}

TEST_CASE("momentum needs a velocity of the parameter's shape") {
    Variable w = with_gradient();
    Tensor velocity = Tensor::zeros({2}), none, wrong = Tensor::zeros({3});
    sgd_step(w, velocity, {.learning_rate = 0.25, .momentum = 0.5});
    CHECK(numbers(velocity) == std::vector<double>{2, -4});
    CHECK(error_of([&] { sgd_step(w, none, {.momentum = 0.5}); }) == "[sgd] 'model.w' is (2), its state is missing");
    CHECK(error_of([&] { sgd_step(w, wrong, {.momentum = 0.5}); }) == "[sgd] 'model.w' is (2), its state (3)");
    CHECK(error_of([&] { sgd_step(w, wrong, {.momentum = 0}); }) == "[sgd] 'model.w' is (2), its state (3)");
    sgd_step(w, velocity, {.momentum = 0});
}

TEST_CASE("the first step of Adam has the length of the learning rate") {
    Variable w = with_gradient();
    Tensor m = Tensor::zeros({2}), v = Tensor::zeros({2});
    adam_step(w, m, v, {.learning_rate = 0.125, .epsilon = 0, .correction1 = 1 - 0.9, .correction2 = 1 - 0.999});
    CHECK(w.value.at({0}) == doctest::Approx(1 - 0.125).epsilon(1e-6));
    CHECK(w.value.at({1}) == doctest::Approx(-2 + 0.125).epsilon(1e-6));
    CHECK(m.at({0}) == doctest::Approx(0.2));
    CHECK(v.at({1}) == doctest::Approx(0.016));
}

TEST_CASE("an update without a gradient is refused with the parameter's name") {
    Variable w = parameter(Tensor::zeros({2}), Path() / "model" / "w"), c(Tensor::zeros({2}));
    Tensor m = Tensor::zeros({2}), v = Tensor::zeros({2});
    CHECK(error_of([&] { adam_step(w, m, v, {}); }) == "[adam] 'model.w' has no gradient: run backward first");
    CHECK(error_of([&] { adam_step(c, m, v, {}); }) == "[adam] 'a constant' has no gradient: run backward first");
}

TEST_CASE("a gradient of another shape than the parameter is refused") {
    Variable w = with_gradient();
    w.value = Tensor::zeros({3});
    Tensor m = Tensor::zeros({3}), v = Tensor::zeros({3}), none;
    CHECK(error_of([&] { adam_step(w, m, v, {}); }) == "[adam] 'model.w' is (3), its gradient (2)");
    CHECK(error_of([&] { sgd_step(w, none, {}); }) == "[sgd] 'model.w' is (3), its gradient (2)");
}

TEST_CASE("sums by hand") {
    Tensor a = Tensor::from({2}, {1, 2});
    add_into(a, Tensor::from({2}, {10, 20}));
    CHECK(numbers(a) == std::vector<double>{11, 22});
    CHECK(sum_of_squares(Tensor::from({3}, {1, -2, 3})) == 14);
    CHECK(sum_of_squares(Tensor(Shape{0})) == 0);
    CHECK(error_of([&] { add_into(a, Tensor::zeros({3})); }) == "[add_into] (2) and (3): shapes differ");
}
