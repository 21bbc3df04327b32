// nn/train/record.cpp: a watcher of the trainer's step, around the recorder of its graph.
#include "nn/train/record.hpp"

#include <fmt/format.h>
#include <optional>

#include "core/error.hpp"
#include "core/runtime.hpp"
#include "core/trace/recorder.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

namespace trace = core::trace;
using trace::EventKind;

/// "first_moment" of "adam.first_moment.encoder.linear.weight", for the parameter encoder.linear.weight; else "".
std::string state_name(const std::string& state, const std::string& parameter) {
    const std::string suffix = "." + parameter;
    if (!state.ends_with(suffix)) return "";
    const std::size_t dot = state.find('.');
    const std::size_t end = state.size() - suffix.size();
    return dot < end && state.find('.', dot + 1) == end ? state.substr(dot + 1, end - dot - 1) : "";
}

class Watcher : public StepWatcher {
  public:
    Watcher(Trainer& trainer, const Parameters& parameters, const Optimizer& optimizer, StepDescription description)
        : trainer_(trainer), parameters_(parameters), optimizer_(optimizer) {
        recording_.title = std::move(description.title);
        recording_.labels = std::move(description.labels);
        recording_.optimization = std::move(description.optimization);
        recording_.engine = fmt::format("kernels {}", core::runtime::kernels().name);
        axes_ = std::move(description.parameter_axes);
        decayed_ = description.decayed;
    }

    void begins() override {
        recorder_.emplace(recording_);
        for (const Variable& parameter : parameters_) add_parameter(parameter);
        for (std::size_t i = 0; i < recording_.updates.size(); ++i) event(EventKind::zero, i);
    }

    void computes_part() override {
        for (std::size_t i = 0; i < recording_.labels.size(); ++i)
            if (!recording_.labels[i].ids.empty()) event(EventKind::input, i);
    }

    void differentiate(const core::Loss& loss) override {
        recorder_->add_event(EventKind::loss, recorder_->value_of(loss.sum));
        recorder_->differentiate(loss.sum, Tensor::full(loss.sum.shape(), 1));
    }

    void clipped(const Clipped& clipped, std::int64_t tokens) override {
        trace::Optimization& o = recording_.optimization;
        o.tokens = tokens, o.norm = clipped.norm, o.factor = clipped.factor;
        event(EventKind::mean, 0);
        event(EventKind::clip, 0);
        core::record_expansions(recording_, *recorder_);
    }

    void updated() override {
        for (std::size_t i = 0; i < recording_.updates.size(); ++i) {
            trace::Update& update = recording_.updates[i];
            update.after = core::captured(parameters_[i].value);
            for (trace::State& state : update.states) state.after = core::captured(state_of(i, state.name));
            event(EventKind::update, i);
        }
        recording_.optimization.step = optimizer_.steps();
        recording_.loss_after = trainer_.batch_loss();
    }

    trace::Recording finish() {
        recording_.loss = trainer_.report().loss;
        recording_.optimization.learning_rate = trainer_.report().learning_rate;
        return std::move(recording_);
    }

  private:
    void event(EventKind kind, std::size_t index) { recorder_->add_event(kind, static_cast<int>(index)); }

    void add_parameter(const Variable& parameter) {
        const std::string& name = name_of(parameter);
        const auto axes = axes_.find(name);
        trace::Update update;
        update.value =
            recorder_->add(parameter, trace::Role::parameter, name, axes == axes_.end() ? trace::Axes{} : axes->second);
        update.decayed = decay_of(parameter.shape(), 1, decayed_) > 0;
        update.stale = core::captured(parameter.grad());
        for (const Optimizer::State& state : optimizer_.state())
            if (const std::string kept = state_name(state.name, name); !kept.empty())
                update.states.push_back({kept, core::captured(state.tensor), {}});
        recording_.updates.push_back(std::move(update));
    }

    Tensor state_of(std::size_t parameter, const std::string& kept) const {
        for (const Optimizer::State& state : optimizer_.state())
            if (state_name(state.name, name_of(parameters_[parameter])) == kept) return state.tensor;
        return {};
    }

    Trainer& trainer_;
    const Parameters& parameters_;
    const Optimizer& optimizer_;
    trace::Recording recording_;
    std::map<std::string, trace::Axes> axes_;
    Decayed decayed_ = Decayed::all;
    std::optional<core::GraphRecorder> recorder_;
};

}  // namespace

trace::Recording record_step(Trainer& trainer, const Parameters& parameters, const Optimizer& optimizer,
                             StepDescription description) {
    Watcher watcher(trainer, parameters, optimizer, std::move(description));
    if (!trainer.step(watcher)) throw core::Error("[record] the training is at its end: there is no step to record");
    return watcher.finish();
}

}  // namespace vitro::nn::inline VITRO_REAL
