// tests/core/trace/small_recording.hpp: a recording of three ops, one of them with an expansion, and one update.
#pragma once

#include "core/ops.hpp"
#include "core/trace/recorder.hpp"

namespace vitro::test {

/// loss = sum(reshape(softmax(x))^2).
inline core::trace::Recording small_recording() {
    core::trace::Recording recording;
    recording.title = "three ops", recording.engine = "test";
    recording.labels = {{"words", {"a", "b"}, core::Indices::from({2}, {4, 5})}};
    recording.optimization.optimizer = "sgd";
    const core::Variable x = core::parameter(core::Tensor::from({2, 3}, {1, -2, 3, 0.5, 4, -1}), core::Path() / "x");
    core::GraphRecorder recorder(recording);
    recording.updates.push_back({.value = recorder.add(x, core::trace::Role::parameter, "x", {"words", ""}),
                                 .decayed = true,
                                 .stale = {},
                                 .after = core::captured(x.value),
                                 .states = {{"velocity", core::captured(x.value), core::captured(x.value)}}});
    const core::Variable y = core::reshape(core::softmax(x), {3, 2});
    const core::Variable loss = core::sum(core::mul(y, y));
    recorder.differentiate(loss, core::Tensor::scalar(1));
    core::record_expansions(recording, recorder);
    return recording;
}

}  // namespace vitro::test
