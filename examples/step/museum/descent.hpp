// examples/step/museum/descent.hpp: plain gradient descent on a few parameters, with or without clearing, and recorded.
//
// nn's trainer always clears gradients, and stops for a number that is not finite; this one does what it is told.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/node.hpp"
#include "core/trace/recorder.hpp"
#include "core/trace/recording.hpp"

namespace vitro::step::museum {

class Descent {
  public:
    using Loss = std::function<core::Variable()>;  ///< a scalar

    /// clears: whether gradients are unset before each step.
    Descent(std::vector<core::Variable> parameters, Loss loss, double learning_rate, bool clears = true)
        : parameters_(std::move(parameters)), loss_(std::move(loss)), learning_rate_(learning_rate), clears_(clears) {}

    void step();
    double loss() const;
    std::int64_t steps() const { return steps_; }
    const core::Variable& parameter(std::size_t index) const { return parameters_[index]; }

    /// The next step, recorded, update and all.
    core::trace::Recording record(std::string title);

  private:
    void clear() const;
    double gradient_norm() const;
    void update();
    void begin(core::trace::Recording& recording, core::GraphRecorder& recorder) const;
    void finish(core::trace::Recording& recording, core::GraphRecorder& recorder);

    std::vector<core::Variable> parameters_;
    Loss loss_;
    double learning_rate_;
    bool clears_;
    std::int64_t steps_ = 0;
};

/// Forward and backward alone: no update, so that numbers that are not finite may occur.
core::trace::Recording record_pass(std::string title, const std::vector<core::Variable>& parameters,
                                   const Descent::Loss& loss);

}  // namespace vitro::step::museum
