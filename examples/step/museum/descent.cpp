// examples/step/museum/descent.cpp: the same step twice, watched and not.
#include "examples/step/museum/descent.hpp"

#include <cmath>
#include <fmt/format.h>

#include "core/backward.hpp"
#include "core/context.hpp"
#include "core/runtime.hpp"
#include "core/update.hpp"

namespace vitro::step::museum {
namespace {

using core::Tensor;
using core::Variable;
using core::trace::EventKind;
using core::trace::Recording;

core::trace::Captured capture(const Tensor& x) {
    return x.empty() ? core::trace::Captured{} : core::trace::capture(x.data(), x.size());
}

Recording titled(std::string title) {
    Recording recording;
    recording.title = std::move(title);
    recording.engine = fmt::format("kernels {}", core::runtime::kernels().name);
    recording.optimization.optimizer = "sgd";
    return recording;
}

void differentiate(Recording& recording, core::GraphRecorder& recorder, const Descent::Loss& loss) {
    const Variable value = loss();
    recorder.add_event(EventKind::loss, recorder.value_of(value));
    recorder.differentiate(value, Tensor::full(value.shape(), 1));
    recording.loss = recording.loss_after = static_cast<double>(value.value.item());
    recorder.rest();
}

}  // namespace

double Descent::loss() const {
    const core::NoGrad no_grad;
    return static_cast<double>(loss_().value.item());
}

void Descent::clear() const {
    if (!clears_) return;
    for (const Variable& parameter : parameters_) parameter.clear_grad();
}

double Descent::gradient_norm() const {
    double squares = 0;
    for (const Variable& parameter : parameters_)
        if (!parameter.grad().empty()) squares += core::sum_of_squares(parameter.grad());
    return std::sqrt(squares);
}

void Descent::update() {
    Tensor no_momentum;
    for (Variable& parameter : parameters_) core::sgd_step(parameter, no_momentum, {.learning_rate = learning_rate_});
    ++steps_;
}

void Descent::step() {
    clear();
    core::backward(loss_());
    update();
}

void Descent::begin(Recording& recording, core::GraphRecorder& recorder) const {
    for (const Variable& parameter : parameters_) {
        const int value = recorder.add(parameter, core::trace::Role::parameter, parameter.node->path.str(), {});
        recording.updates.push_back({.value = value, .stale = capture(parameter.grad()), .after = {}, .states = {}});
    }
    for (std::size_t i = 0; clears_ && i < parameters_.size(); ++i)
        recorder.add_event(EventKind::zero, static_cast<int>(i));
    clear();
}

void Descent::finish(Recording& recording, core::GraphRecorder& recorder) {
    recording.optimization.norm = gradient_norm();
    recorder.add_event(EventKind::mean, 0);
    recorder.add_event(EventKind::clip, 0);
    core::record_expansions(recording, recorder);
    update();
    recording.optimization.step = steps_;
    recording.optimization.learning_rate = learning_rate_;
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
        recording.updates[i].after = capture(parameters_[i].value);
        recorder.add_event(EventKind::update, static_cast<int>(i));
    }
    recording.loss_after = loss();
}

Recording Descent::record(std::string title) {
    Recording recording = titled(std::move(title));
    core::GraphRecorder recorder(recording);
    begin(recording, recorder);
    differentiate(recording, recorder, loss_);
    finish(recording, recorder);
    return recording;
}

Recording record_pass(std::string title, const std::vector<Variable>& parameters, const Descent::Loss& loss) {
    Recording recording = titled(std::move(title));
    core::GraphRecorder recorder(recording);
    for (const Variable& parameter : parameters) {
        parameter.clear_grad();
        recorder.add(parameter, core::trace::Role::parameter, parameter.node->path.str(), {});
    }
    differentiate(recording, recorder, loss);
    core::record_expansions(recording, recorder);
    return recording;
}

}  // namespace vitro::step::museum
