// tests/core/ops/mask_test.cpp: what may not be attended to is replaced, whatever it was.
#include <doctest/doctest.h>
#include <limits>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "tests/core/tensors.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using namespace vitro::test;
using vitro::real;

TEST_CASE("masked numbers are replaced, even infinite ones, and their gradient is exactly 0") {
    const real inf = std::numeric_limits<real>::infinity(), nan = std::numeric_limits<real>::quiet_NaN();
    const Variable x = parameter(Tensor::from({2, 2}, {1, inf, nan, 4}));
    const Mask diagonal = Mask::of({2, 2}, std::vector<std::uint8_t>{1, 0, 0, 1});
    const Variable y = mask(x, diagonal, -7);
    CHECK(numbers(y.value) == std::vector<double>{1, -7, -7, 4});
    Backward pass(y, Tensor::from({2, 2}, {1, nan, inf, 4}));
    while (pass.step()) {
    }
    CHECK(numbers(x.grad()) == std::vector<double>{1, 0, 0, 4});
}

TEST_CASE("a mask that does not fit is refused") {
    CHECK(error_of([] { mask(Variable(Tensor::scalar(1)), Mask::none(), 0); }) == "[mask] (): needs at least one axis");
    const Mask small = Mask::of({3}, std::vector<std::uint8_t>{1, 1, 1});
    CHECK(error_of([&] {
              mask(Variable(Tensor::zeros({2, 2})), small, 0);
          }) == "[mask] a mask of shape (3) does not fit scores of shape (1,1,2,2)");
}
