// tests/nn/optim/decay_test.cpp: which parameters weight decay takes a share of, in a step of each optimizer.
#include "nn/optim/decay.hpp"

#include <doctest/doctest.h>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "nn/init.hpp"
#include "nn/optim/adam.hpp"
#include "nn/optim/sgd.hpp"

using namespace vitro;
using core::Shape;

TEST_CASE("decay: of all parameters, or of matrices alone") {
    CHECK(nn::decay_of(Shape{3, 4}, 0.1, nn::Decayed::all) == 0.1);
    CHECK(nn::decay_of(Shape{3}, 0.1, nn::Decayed::all) == 0.1);
    CHECK(nn::decay_of(Shape{3, 4}, 0.1, nn::Decayed::matrices) == 0.1);
    CHECK(nn::decay_of(Shape{3}, 0.1, nn::Decayed::matrices) == 0);
}

namespace {

/// A matrix and a bias of ones, after a step on a gradient that is 0.
template <class Optimizer, class Options>
void check_step(Options options) {
    options.weight_decay = 0.5;
    options.decayed = nn::Decayed::matrices;
    nn::Parameters parameters(1);
    const nn::Builder at(parameters);
    const core::Variable matrix = (at / "m").parameter("weight", {2, 2}, nn::init::ones());
    const core::Variable bias = (at / "m").parameter("bias", {2}, nn::init::ones());
    core::backward(core::scale(core::add(core::sum(matrix), core::sum(bias)), 0));
    Optimizer optimizer(parameters, options);
    optimizer.step(0.1, 1);
    CHECK(matrix.value.at({0, 0}) < 1);
    CHECK(bias.value.at({0}) == 1);
}

}  // namespace

TEST_CASE("decay: a step shrinks the matrix and leaves the bias") {
    check_step<nn::Adam>(nn::AdamOptions{.decoupled = true});
    check_step<nn::Sgd>(nn::SgdOptions{});
}
