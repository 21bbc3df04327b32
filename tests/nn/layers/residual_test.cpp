// tests/nn/layers/residual_test.cpp: what stands inside of what. Beside PyTorch: as part of the layers.
#include "nn/layers/residual.hpp"

#include <doctest/doctest.h>

#include "core/context.hpp"
#include "tests/nn/fixture.hpp"

using namespace vitro;
using core::Tensor;
using core::Variable;

namespace {

Variable input() {
    return Tensor::from({2, 4}, {1, 2, 3, 4, 4, 0, 0, 0});
}

Variable triple(const Variable& x) {
    return core::scale(x, 3);
}

}  // namespace

TEST_CASE("post: norm(x + sublayer(x)), pre: x + sublayer(norm(x))") {
    nn::Parameters parameters;
    const nn::Builder at(parameters);
    const nn::Residual post(at / "a", 1, {.d_model = 4});
    const nn::Residual pre(at / "b", 2, {.d_model = 4, .norm = nn::NormPlacement::pre});
    CHECK(nn::name_of(parameters[0]) == "a.norm1.gain");
    CHECK(nn::name_of(parameters[3]) == "b.norm2.bias");
    const Variable x = input();
    CHECK(test::difference(post(x, triple).value, post.norm(core::scale(x, 4)).value) < 1e-6);
    CHECK(test::difference(pre(x, triple).value, (x + triple(pre.norm(x))).value) < 1e-6);
}

TEST_CASE("dropout takes from the sublayer, never from x") {
    nn::Parameters parameters;
    const nn::LayerSettings settings{.d_model = 4, .norm = nn::NormPlacement::pre, .dropout = {.residual = 0.5}};
    const nn::Residual residual(nn::Builder(parameters), 1, settings);
    const core::Training training(1, 1);
    const Variable x = input();
    const Tensor y = residual(x, [](const Variable& h) { return Variable(Tensor::full(h.shape(), 10)); }).value;
    int dropped = 0;
    for (std::int64_t i = 0; i < 8; ++i) {
        const real added = y.data()[i] - x.value.data()[i];
        CHECK((added == 0 || added == 20));
        dropped += added == 0 ? 1 : 0;
    }
    CHECK(dropped > 0);
    CHECK(dropped < 8);
}
