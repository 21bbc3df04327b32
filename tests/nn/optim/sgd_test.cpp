// tests/nn/optim/sgd_test.cpp: ten steps beside torch.optim.SGD.
#include "nn/optim/sgd.hpp"

#include <doctest/doctest.h>

#include "tests/error_of.hpp"
#include "tests/nn/optim/trajectory.hpp"

using namespace vitro;
using test::Fixture;

namespace {

nn::SgdOptions options_of(const Fixture& fixture) {
    return {.momentum = fixture.has_setting("momentum") ? fixture.number("momentum") : 0,
            .weight_decay = fixture.has_setting("weight_decay") ? fixture.number("weight_decay") : 0,
            .nesterov = fixture.has_setting("nesterov")};
}

}  // namespace

TEST_CASE("ten steps of Sgd are PyTorch's") {
    for (const char* name : {"sgd", "sgd_momentum", "sgd_nesterov", "sgd_weight_decay"}) {
        const Fixture fixture(name);
        const nn::Parameters parameters = test::fixture_parameters(fixture);
        nn::Sgd sgd(parameters, options_of(fixture));
        fixture.check("out.parameters", test::trajectory(sgd, parameters, fixture));
        CHECK(sgd.steps() == 10);
        if (fixture.has("out.velocity"))
            fixture.check("out.velocity", test::state(sgd, "sgd.velocity.w"));
        else
            CHECK(sgd.state().empty());
    }
}

TEST_CASE("Sgd leaves a parameter without a gradient alone") {
    nn::Parameters parameters;
    const core::Variable w = parameters.add(core::Path() / "w", {3}, nn::init::ones());
    nn::Sgd sgd(parameters, {.momentum = 0.9});
    sgd.step(0.1, 1);
    CHECK(test::difference(w.value, core::Tensor::full({3}, 1)) == 0);
    test::set_gradient(w, core::Tensor::full({3}, 1));
    sgd.step(0.5, 1);
    CHECK(test::difference(w.value, core::Tensor::full({3}, static_cast<real>(0.5))) == 0);
}

TEST_CASE("Sgd refuses options out of range") {
    const auto refusal = [](const nn::SgdOptions& options) {
        return test::error_of([&] { nn::Sgd(nn::Parameters(), options); });
    };
    CHECK(refusal({.momentum = 1}) == "[sgd] a momentum of 1: valid are 0 up to but not 1");
    CHECK(refusal({.weight_decay = -1}) == "[sgd] a weight decay of -1: valid are 0 and up");
    CHECK(refusal({.nesterov = true}) == "[sgd] nesterov needs a momentum above 0");
}
