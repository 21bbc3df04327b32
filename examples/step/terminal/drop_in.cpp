// examples/step/terminal/drop_in.cpp: a recorder with a recording of its own.
#include "examples/step/terminal/drop_in.hpp"

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/runtime.hpp"

namespace vitro::step {

RecordedScope::RecordedScope(std::string title) {
    recording_.title = std::move(title);
    recording_.engine = fmt::format("kernels {}", core::runtime::kernels().name);
    recorder_ = std::make_unique<core::GraphRecorder>(recording_);
}

void RecordedScope::name(const core::Variable& x, std::string name) {
    recorder_->add(x, x.requires_grad() ? trace::Role::parameter : trace::Role::constant, std::move(name), {});
}

void RecordedScope::backward(const core::Variable& loss) {
    if (loss.value.size() != 1)
        throw core::Error(fmt::format("[step] a loss has one number, not {}", loss.shape().str()));
    recording_.loss = static_cast<double>(loss.value.item());
    recorder_->add_event(trace::EventKind::loss, recorder_->value_of(loss));
    recorder_->differentiate(loss, core::Tensor::full(loss.shape(), 1));
}

const trace::Recording& RecordedScope::finish() {
    if (!finished_) core::record_expansions(recording_, *recorder_);
    finished_ = true;
    return recording_;
}

void step_through(RecordedScope& scope) {
    run_debugger(scope.finish());
}

}  // namespace vitro::step
