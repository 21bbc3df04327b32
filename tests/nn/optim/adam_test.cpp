// tests/nn/optim/adam_test.cpp: ten steps beside torch.optim.Adam and AdamW; going on from a saved state.
#include "nn/optim/adam.hpp"

#include <algorithm>
#include <doctest/doctest.h>

#include "core/ops.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/optim/trajectory.hpp"

using namespace vitro;
using core::Tensor;
using core::Variable;
using test::Fixture;

namespace {

nn::AdamOptions options_of(const Fixture& fixture, bool decoupled) {
    return {.beta1 = fixture.number("beta1"),
            .beta2 = fixture.number("beta2"),
            .epsilon = fixture.number("eps"),
            .weight_decay = fixture.number("weight_decay"),
            .decoupled = decoupled};
}

void check_steps(const char* name, bool decoupled) {
    const Fixture fixture(name);
    const nn::Parameters parameters = test::fixture_parameters(fixture);
    nn::Adam adam(parameters, options_of(fixture, decoupled));
    fixture.check("out.parameters", test::trajectory(adam, parameters, fixture));
    fixture.check("out.first_moment", test::state(adam, "adam.first_moment.w"));
    fixture.check("out.second_moment", test::state(adam, "adam.second_moment.w"));
}

}  // namespace

TEST_CASE("ten steps of Adam are PyTorch's") {
    for (const char* name : {"adam", "adam_paper", "adam_weight_decay"}) check_steps(name, false);
}

TEST_CASE("ten steps of AdamW are PyTorch's") {
    for (const char* name : {"adamw", "adamw_large_eps"}) check_steps(name, true);
}

TEST_CASE("the paper's settings") {
    const Fixture fixture("adam_paper");
    CHECK(nn::AdamOptions::paper().beta2 == fixture.number("beta2"));
    CHECK(nn::AdamOptions::paper().epsilon == fixture.number("eps"));
}

TEST_CASE("Adam goes on from its state as if it had not stopped") {
    const Fixture fixture("adamw");
    const Tensor gradient = core::slice(Variable(fixture.tensor("in.gradients")), 0, 0, 1).value.reshape({3, 4});
    const nn::Parameters first = test::fixture_parameters(fixture), second = test::fixture_parameters(fixture);
    nn::Adam whole(first), before(second), after(second);
    for (int step = 0; step < 6; ++step) {
        test::set_gradient(first[0], gradient);
        whole.step(0.01, 1);
        test::set_gradient(second[0], gradient);
        (step < 3 ? before : after).step(0.01, 1);
        if (step != 2) continue;
        for (std::size_t i = 0; i < before.state().size(); ++i) {
            const Tensor saved = before.state()[i].tensor;
            std::copy(saved.span().begin(), saved.span().end(), after.state()[i].tensor.write());
        }
        after.set_steps(before.steps());
    }
    CHECK(after.steps() == 6);
    CHECK(test::difference(second[0].value, first[0].value) == 0);
}

TEST_CASE("Adam refuses options out of range") {
    const auto refusal = [](const nn::AdamOptions& options) {
        return test::error_of([&] { nn::Adam(nn::Parameters(), options); });
    };
    CHECK(refusal({.beta1 = 1}) == "[adam] a beta1 of 1: valid are 0 up to but not 1");
    CHECK(refusal({.beta2 = -0.5}) == "[adam] a beta2 of -0.5: valid are 0 up to but not 1");
    CHECK(refusal({.epsilon = 0}) == "[adam] an epsilon of 0: valid are positive numbers");
    CHECK(refusal({.weight_decay = -1}) == "[adam] a weight decay of -1: valid are 0 and up");
}
