// tests/core/ops/list_test.cpp: the ops that there are.
#include "core/ops/list.hpp"

#include <doctest/doctest.h>
#include <string>

using namespace vitro::core;

TEST_CASE("all ops, in the order of core/ops.hpp") {
    std::string names;
    for (const Op* op : all_ops()) names += std::string(names.empty() ? "" : " ") + std::string(op->name);
    CHECK(
        names ==
        "add sub mul div neg exp log sqrt tanh sigmoid relu erf gelu gelu_tanh silu scale sum mean max reshape permute "
        "slice concat detach mask matmul linear softmax log_softmax layer_norm embedding dropout attention "
        "rotary cross_entropy");
}

TEST_CASE("an op is found by its name") {
    CHECK(find_op("softmax") == &kSoftmax);
    CHECK(find_op("detach") == &kDetach);
    CHECK(find_op("") == nullptr);
    CHECK(find_op("Softmax") == nullptr);
}

TEST_CASE("costs count a multiply-add as two, and each number read or written once") {
    const Variable a = Tensor::zeros({2, 3}), b = Tensor::zeros({3, 5});
    const Attribute transposes[] = {{"transpose_a", std::int64_t{0}}, {"transpose_b", std::int64_t{0}}};
    const Variable inputs[] = {a, b};
    const Cost product = kMatmul.cost(Inputs(inputs), Tensor::zeros({2, 5}), Attributes(transposes));
    CHECK(product.flops == 2 * 2 * 3 * 5);
    CHECK(product.bytes == static_cast<std::int64_t>((6 + 15 + 10) * sizeof(vitro::real)));
    CHECK(kReshape.cost({&a, 1}, a.value, {}).bytes == 0);
    CHECK(kExp.cost({&a, 1}, a.value, {}).flops == 6);
}
