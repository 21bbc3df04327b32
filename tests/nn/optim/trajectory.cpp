// tests/nn/optim/trajectory.cpp: ten steps of an optimizer on the gradients of a fixture.
#include "tests/nn/optim/trajectory.hpp"

#include "core/error.hpp"
#include "core/ops.hpp"

namespace vitro::test::inline VITRO_REAL {

void set_gradient(const core::Variable& parameter, const core::Tensor& gradient) {
    parameter.clear_grad();
    core::backward(core::sum(parameter * core::Variable(gradient)));
}

nn::Parameters fixture_parameters(const Fixture& fixture) {
    nn::Parameters parameters;
    const core::Tensor start = fixture.tensor("in.parameter");
    parameters.add(core::Path() / "w", start.shape(), [&](core::Tensor& value, core::Random&) {
        std::copy(start.span().begin(), start.span().end(), value.write());
    });
    return parameters;
}

core::Tensor trajectory(nn::Optimizer& optimizer, const nn::Parameters& parameters, const Fixture& fixture) {
    const core::Variable gradients = fixture.tensor("in.gradients"), &w = parameters[0];
    core::Tensor path(gradients.shape());
    for (std::int64_t step = 0; step < fixture.count("steps"); ++step) {
        const core::Variable gradient = core::slice(gradients, 0, step, 1);
        set_gradient(w, core::scale(core::reshape(gradient, w.shape()), 4).value);
        optimizer.step(fixture.number("lr"), 0.25);
        std::copy(w.value.span().begin(), w.value.span().end(), path.write() + step * w.value.size());
    }
    return path;
}

core::Tensor state(const nn::Optimizer& optimizer, const std::string& name) {
    for (const nn::Optimizer::State& entry : optimizer.state())
        if (entry.name == name) return entry.tensor;
    throw core::Error("no state of the name " + name);
}

}  // namespace vitro::test::inline VITRO_REAL
