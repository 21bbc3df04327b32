// examples/step/museum/double_backward.cpp: backward called twice on one loss.
//
//   L = (w x + b)^2        w = 2, x = 3, b = -5: the sum is 1, dL/dw = 6, dL/db = 2
#include "core/backward.hpp"
#include "core/ops.hpp"
#include "examples/step/analysis/names.hpp"
#include "examples/step/museum/answers.hpp"
#include "examples/step/museum/descent.hpp"
#include "examples/step/museum/room.hpp"
#include "examples/step/museum/walk.hpp"

namespace vitro::step::museum {
namespace {

struct Line {
    core::Variable w = core::parameter(core::Tensor::scalar(2), core::Path() / "w");
    core::Variable b = core::parameter(core::Tensor::scalar(-5), core::Path() / "b");

    core::Variable loss() const {
        const core::Variable s = w * core::Tensor::scalar(3) + b;
        return s * s;
    }
};

double gradient(const trace::Recording& recording, const char* name) {
    const Timeline timeline(recording);
    return static_cast<double>(timeline.final_gradient(find_value(timeline, name)).front());
}

Shown run_both() {
    const Line line;
    const trace::Recording by_engine =
        record_pass("Two passes over one graph", {line.w, line.b}, [&] { return line.loss(); });
    trace::Recording wrong = walked_back(by_engine, Order::sorted, 2);
    const core::Variable loss = line.loss();
    const Answer refused = by_refusal([&] { core::backward(loss), core::backward(loss); });
    const Answer again = by_refusal([&] { core::backward(line.loss()); });
    Shown shown;
    shown.figures = {{"dL/db after the second pass: 2", {gradient(wrong, "b")}, {gradient(by_engine, "b")}},
                     {"dL/dw after the second pass: 6", {gradient(wrong, "w")}, {gradient(by_engine, "w")}}};
    shown.verdicts = {
        verdict("refusal", refused, again),
        verdict("finite difference", by_difference(by_engine, "w", gradient(wrong, "w")), by_difference(by_engine))};
    shown.recording = std::move(wrong);
    return shown;
}

}  // namespace

const Room kDoubleBackward{
    {.name = "double-backward",
     .title = "Backward twice over one graph",
     .symptom = "Gradients grow with each call, by other factors the farther from the loss.",
     .question =
         "In an engine that allows it and keeps every gradient, b ends with 3 times its gradient, w with 4 times. Why "
         "not both with twice?",
     .explanation =
         "The second pass starts again with 1 at the loss, but the gradients in between are still there. The sum s "
         "has 2 of the first pass and gets 2 more, so it hands on 4; b had 2 and ends with 6. The product before it "
         "has 2, gets 4, hands on 6 times 3; w had 6 and ends with 24. This engine lets go of what a graph has saved "
         "and refuses the second pass; for more gradients compute the loss again.",
     .caught_by = "refusal"},
    run_both};

}  // namespace vitro::step::museum
