// tests/nn/optim/trajectory.hpp: ten steps of an optimizer on the gradients of a fixture.
#pragma once

#include <algorithm>
#include <string>

#include "nn/init.hpp"
#include "nn/optim/optimizer.hpp"
#include "tests/nn/fixture.hpp"

namespace vitro::test::inline VITRO_REAL {

/// Sets a parameter's gradient: that of sum(parameter * gradient).
void set_gradient(const core::Variable& parameter, const core::Tensor& gradient);

/// The one parameter of an optimizer fixture, as "w".
nn::Parameters fixture_parameters(const Fixture& fixture);

/// The parameter after each step, [step, ..]. The gradients arrive multiplied by 4 and are scaled back by the
/// optimizer, as a clip would do.
core::Tensor trajectory(nn::Optimizer& optimizer, const nn::Parameters& parameters, const Fixture& fixture);

/// The tensor of that name among the optimizer's state.
core::Tensor state(const nn::Optimizer& optimizer, const std::string& name);

}  // namespace vitro::test::inline VITRO_REAL
