// tests/core/ops/broadcasting_test.cpp: every way in which four axes can be stretched is summed back.
#include "core/ops/broadcasting.hpp"

#include <doctest/doctest.h>

#include "tests/core/tensors.hpp"

using namespace vitro::core;
using namespace vitro::test;
using vitro::real;

namespace {

/// By definition: each element of `full` belongs to the element of `to` at the same place, stretched axes at 0.
Tensor by_definition(const Tensor& full, const Shape& to, real factor) {
    Tensor result = Tensor::zeros(to);
    real* out = result.write();
    const Shape& from = full.shape();
    for (std::int64_t e = 0; e < full.size(); ++e) {
        std::int64_t rest = e, at = 0, stride = 1;
        for (int axis = 1; axis <= from.rank(); ++axis) {
            const std::int64_t index = rest % from[-axis];
            rest /= from[-axis];
            if (axis > to.rank()) continue;
            if (to[-axis] != 1) at += index * stride;
            stride *= to[-axis];
        }
        out[at] += factor * full.data()[e];
    }
    return result;
}

}  // namespace

TEST_CASE("all combinations of stretched axes, overwritten and accumulated") {
    const Shape from{2, 3, 4, 5};
    Tensor full(from);
    real* out = full.write();
    for (std::int64_t i = 0; i < full.size(); ++i) out[i] = static_cast<real>((i * 7) % 11 - 5);  // sums are exact
    for (int stretched = 0; stretched < 16; ++stretched) {
        Shape to = from;
        for (int axis = 0; axis < 4; ++axis)
            if (stretched >> axis & 1) to = to.with(axis, 1);
        INFO(to.str());
        poison_blocks_of(to);
        Tensor got(to);
        sum_to({got.write(), false}, to, full);
        CHECK(numbers(got) == numbers(by_definition(full, to, 1)));
        sum_to({got.write(), true}, to, full, -2);
        CHECK(numbers(got) == numbers(by_definition(full, to, -1)));
    }
}

TEST_CASE("axes that the operand does not have are summed away") {
    const Tensor full = Tensor::from({2, 3}, {1, 2, 3, 10, 20, 30});
    Tensor row(Shape{3}), scalar(Shape{});
    sum_to({row.write(), false}, {3}, full);
    sum_to({scalar.write(), false}, {}, full);
    CHECK(numbers(row) == std::vector<double>{11, 22, 33});
    CHECK(scalar.item() == 66);
}

TEST_CASE("the sum over no rows is 0") {
    const Tensor nothing(Shape{0, 3});
    Tensor row = Tensor::full({3}, 5);
    sum_to({row.write(), true}, {3}, nothing);
    CHECK(numbers(row) == std::vector<double>{5, 5, 5});
    sum_to({row.write(), false}, {3}, nothing);
    CHECK(numbers(row) == std::vector<double>{0, 0, 0});
}
