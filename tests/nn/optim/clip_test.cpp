// tests/nn/optim/clip_test.cpp: beside torch.nn.utils.clip_grad_norm_.
#include "nn/optim/clip.hpp"

#include <cmath>
#include <doctest/doctest.h>

#include "core/ops.hpp"
#include "tests/error_of.hpp"
#include "tests/nn/optim/trajectory.hpp"

using namespace vitro;
using core::Tensor;
using core::Variable;
using test::Fixture;

namespace {

/// Two parameters with the gradients of the fixture.
nn::Parameters with_gradients(const Fixture& fixture) {
    nn::Parameters parameters;
    for (const std::string name : {"gradient0", "gradient1"}) {
        const Tensor gradient = fixture.tensor("in." + name);
        test::set_gradient(parameters.add(core::Path() / name, gradient.shape(), nn::init::zeros()), gradient);
    }
    return parameters;
}

}  // namespace

TEST_CASE("the norm and the factor are PyTorch's") {
    for (const char* name : {"clip_active", "clip_inactive"}) {
        const Fixture fixture(name);
        const nn::Parameters parameters = with_gradients(fixture);
        const nn::Clipped clipped = nn::clip_by_global_norm(parameters, fixture.number("max_norm"));
        fixture.check("out.norm", Tensor::full({1}, static_cast<real>(clipped.norm)));
        fixture.check("out.coefficient", Tensor::full({1}, static_cast<real>(clipped.factor)));
        for (const Variable& parameter : parameters)
            fixture.check("out." + nn::name_of(parameter),
                          core::scale(Variable(parameter.grad()), clipped.factor).value);
    }
}

TEST_CASE("a maximum of 0 clips nothing, and a parameter without a gradient counts as zeros") {
    nn::Parameters parameters;
    CHECK(nn::clip_by_global_norm(parameters, 1).norm == 0);
    parameters.add(core::Path() / "idle", {100}, nn::init::ones());
    test::set_gradient(parameters.add(core::Path() / "w", {2}, nn::init::zeros()), Tensor::from({2}, {300, 400}));
    const nn::Clipped clipped = nn::clip_by_global_norm(parameters, 0);
    CHECK(clipped.norm == doctest::Approx(500));
    CHECK(clipped.factor == 1);
    CHECK(nn::clip_by_global_norm(parameters, 5).factor == doctest::Approx(0.01));
}

TEST_CASE("a gradient that is not a number shows in the norm") {
    nn::Parameters parameters;
    test::set_gradient(parameters.add(core::Path() / "w", {2}, nn::init::zeros()),
                       Tensor::from({2}, {1, std::numeric_limits<real>::quiet_NaN()}));
    CHECK(std::isnan(nn::clip_by_global_norm(parameters, 1).norm));
    CHECK(test::error_of([&] { nn::clip_by_global_norm(parameters, -1); }) ==
          "[clip] a norm of -1: valid are 0 (none) and up");
}
