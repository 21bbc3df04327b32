// examples/step/terminal/drop_in.hpp: the debugger for a program of yours: record what it computes, then step through.
#pragma once

#include <memory>
#include <string>

#include "core/trace/recorder.hpp"
#include "examples/step/terminal/prompt.hpp"

namespace vitro::step {

/// Records what this thread computes while it lives, and the reverse pass that is run through it.
class RecordedScope {
  public:
    explicit RecordedScope(std::string title);

    /// Before it is used; what has no name is called by the module and the op that it is in.
    void name(const core::Variable& x, std::string name);
    /// Instead of core::backward(loss): the same gradients, to the bit.
    void backward(const core::Variable& loss);
    /// What was recorded, with every fused op's expansion. Nothing more is recorded from now on.
    const trace::Recording& finish();

  private:
    trace::Recording recording_;
    std::unique_ptr<core::GraphRecorder> recorder_;
    bool finished_ = false;
};

/// finish(), and the debugger at standard input and output.
void step_through(RecordedScope& scope);

}  // namespace vitro::step
