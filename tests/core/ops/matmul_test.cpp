// tests/core/ops/matmul_test.cpp: products against the triple loop, and refusals.
#include <cmath>
#include <doctest/doctest.h>
#include <limits>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "core/random.hpp"
#include "tests/core/tensors.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using namespace vitro::test;
using vitro::real;

namespace {

Tensor random_tensor(const Shape& shape, const char* name) {
    Random random(1, name);
    Tensor x(shape);
    real* out = x.write();
    for (std::int64_t i = 0; i < x.size(); ++i) out[i] = static_cast<real>(random.normal());
    return x;
}

/// Element (row, col) of the last two axes, at a position of the leading axes of the result.
double element(const Tensor& x, bool transposed, const Shape& lead, std::int64_t position, std::int64_t row,
               std::int64_t col) {
    const Shape& shape = x.shape();
    std::int64_t offset = 0, stride = shape[-1] * shape[-2];
    for (int axis = 1; axis <= lead.rank(); ++axis) {
        const std::int64_t index = position % lead[-axis];
        position /= lead[-axis];
        if (axis + 2 > shape.rank()) continue;
        if (shape[-axis - 2] != 1) offset += index * stride;
        stride *= shape[-axis - 2];
    }
    return x.data()[offset + (transposed ? col * shape[-1] + row : row * shape[-1] + col)];
}

void check_product(const Shape& a_shape, const Shape& b_shape, Transposed transposed, const Shape& expected) {
    const Tensor a = random_tensor(a_shape, "a"), b = random_tensor(b_shape, "b");
    const Tensor c = matmul(a, b, transposed).value;
    REQUIRE(c.shape() == expected);
    const std::int64_t rows = expected[-2], cols = expected[-1], inner = a_shape[transposed.a ? -2 : -1];
    const Shape lead = expected.without(-1).without(-1);
    double worst = 0;
    for (std::int64_t e = 0; e < c.size(); ++e) {
        const std::int64_t p = e / (rows * cols), i = e / cols % rows, j = e % cols;
        double sum = 0, size = 0;
        for (std::int64_t k = 0; k < inner; ++k) {
            const double term = element(a, transposed.a, lead, p, i, k) * element(b, transposed.b, lead, p, k, j);
            sum += term;
            size += std::abs(term);
        }
        const double bound = static_cast<double>(inner + 2) * size * std::numeric_limits<real>::epsilon();
        worst = std::max(worst, std::abs(c.data()[e] - sum) / bound);
    }
    INFO(a_shape.str() << " x " << b_shape.str());
    CHECK(worst <= 1);
}

}  // namespace

TEST_CASE("products equal the triple loop for every transpose and every way of repeating matrices") {
    check_product({3, 4}, {4, 5}, {}, {3, 5});
    check_product({4, 3}, {4, 5}, {.a = true}, {3, 5});
    check_product({3, 4}, {5, 4}, {.b = true}, {3, 5});
    check_product({4, 3}, {5, 4}, {.a = true, .b = true}, {3, 5});
    check_product({2, 3, 4}, {4, 5}, {}, {2, 3, 5});
    check_product({2, 4, 3}, {4, 5}, {.a = true}, {2, 3, 5});
    check_product({2, 3, 4}, {5, 4}, {.b = true}, {2, 3, 5});
    check_product({3, 4}, {2, 4, 5}, {}, {2, 3, 5});
    check_product({2, 3, 3, 4}, {2, 3, 4, 5}, {}, {2, 3, 3, 5});
    check_product({2, 1, 3, 4}, {3, 4, 5}, {}, {2, 3, 3, 5});
    check_product({1, 3, 4, 3}, {2, 1, 5, 4}, {.a = true, .b = true}, {2, 3, 3, 5});
    check_product({70, 130}, {130, 90}, {}, {70, 90});
}

TEST_CASE("a product and its gradients, by hand") {
    const Variable a = parameter(Tensor::from({2, 2}, {1, 2, 3, 4})), b = parameter(Tensor::from({2, 1}, {5, 6}));
    const Variable c = matmul(a, b);
    CHECK(numbers(c.value) == std::vector<double>{17, 39});
    backward(sum(c * Variable(Tensor::from({2, 1}, {1, 10}))));
    CHECK(numbers(a.grad()) == std::vector<double>{5, 6, 50, 60});
    CHECK(numbers(b.grad()) == std::vector<double>{31, 42});
}

TEST_CASE("transposed operands are read so, and their gradients have the stored shape") {
    const Variable a = parameter(Tensor::from({2, 3}, {1, 2, 3, 4, 5, 6}));
    const Variable plain = matmul(a, transpose(a)), read = matmul(a, a, {.b = true});
    CHECK(numbers(plain.value) == numbers(read.value));
    CHECK(numbers(matmul(a, a, {.a = true}).value) == std::vector<double>{17, 22, 27, 22, 29, 36, 27, 36, 45});
    backward(sum(read));
    CHECK(numbers(a.grad()) == std::vector<double>{10, 14, 18, 10, 14, 18});
}

TEST_CASE("leading axes repeat, and the gradient of what was repeated is a sum") {
    const Variable a = parameter(Tensor::full({3, 1, 1, 2}, 1)), b = parameter(Tensor::full({4, 2, 1}, 1));
    const Variable c = matmul(a, b);
    CHECK(c.shape() == Shape{3, 4, 1, 1});
    backward(sum(c));
    CHECK(numbers(a.grad()) == std::vector<double>(6, 4));
    CHECK(numbers(b.grad()) == std::vector<double>(8, 3));
}

TEST_CASE("a product over nothing is 0") {
    poison_blocks_of({2, 3});
    CHECK(numbers(matmul(Variable(Tensor(Shape{2, 0})), Variable(Tensor(Shape{0, 3}))).value) ==
          std::vector<double>(6, 0));
    CHECK(matmul(Variable(Tensor(Shape{0, 2})), Variable(Tensor::zeros({2, 3}))).shape() == Shape{0, 3});
}

TEST_CASE("matrices that do not fit are refused, shapes named") {
    const auto refused = [](const Shape& a, const Shape& b, Transposed transposed = {}) {
        return error_of([&] { matmul(Variable(Tensor::zeros(a)), Variable(Tensor::zeros(b)), transposed); });
    };
    CHECK(refused({2, 3}, {4, 5}) == "[matmul] (2,3) x (4,5): inner sizes 3 and 4 differ");
    CHECK(refused({2, 3}, {3, 5}, {.a = true}) ==
          "[matmul] (2,3) x (3,5): inner sizes 2 and 3 differ (a read transposed)");
    CHECK(refused({2, 3}, {3, 5}, {.b = true}) ==
          "[matmul] (2,3) x (3,5): inner sizes 3 and 5 differ (b read transposed)");
    CHECK(refused({3}, {3, 5}) == "[matmul] (3) x (3,5): both need two axes");
    CHECK(refused({3, 2}, {5, 4}, {.a = true, .b = true}) ==
          "[matmul] (3,2) x (5,4): inner sizes 3 and 4 differ (a and b read transposed)");
    CHECK(refused({2, 3, 4}, {3, 4, 5}) ==
          "[matmul] (2,3,4) x (3,4,5): leading axes (2) and (3) do not stretch to each other");
}
