// examples/step/museum/no_topological_order.cpp: a driver that goes on as soon as a node is reached, over a diamond.
//
//   a = w x,  L = 3 a + a a        w = 2, x = 3: a = 6, dL/da = 3 + 6 + 6 = 15, dL/dw = 45, dL/dx = 30
#include "core/ops.hpp"
#include "examples/step/analysis/names.hpp"
#include "examples/step/museum/answers.hpp"
#include "examples/step/museum/descent.hpp"
#include "examples/step/museum/room.hpp"
#include "examples/step/museum/walk.hpp"

namespace vitro::step::museum {
namespace {

trace::Recording diamond() {
    const core::Variable w = core::parameter(core::Tensor::scalar(2), core::Path() / "w");
    const core::Variable x = core::parameter(core::Tensor::scalar(3), core::Path() / "x");
    return record_pass("A diamond, walked back as it is reached", {w, x}, [&] {
        const core::Variable a = w * x;
        const core::Variable left = core::scale(a, 3), right = a * a;
        return left + right;
    });
}

double gradient(const trace::Recording& recording, const char* name) {
    const Timeline timeline(recording);
    return static_cast<double>(timeline.final_gradient(find_value(timeline, name)).front());
}

Shown run_both() {
    const trace::Recording by_engine = diamond();
    trace::Recording wrong = walked_back(by_engine, Order::as_reached);
    const trace::Recording right = walked_back(by_engine, Order::sorted);
    const auto figure = [&](const char* what, const char* name) {
        return Figure{what, {gradient(wrong, name)}, {gradient(right, name)}};
    };
    Shown shown;
    shown.figures = {figure("dL/da, where the paths meet: 15", "mul"), figure("dL/dw, below it: 45", "w"),
                     figure("dL/dx, below it: 30", "x")};
    shown.verdicts = {verdict("finite difference", by_difference(wrong), by_difference(right)),
                      verdict("conservation", by_conservation(wrong), by_conservation(right))};
    shown.recording = std::move(wrong);
    return shown;
}

}  // namespace

const Room kNoTopologicalOrder{
    {.name = "no-topological-order",
     .title = "Going back as soon as a node is reached",
     .symptom =
         "Chains have right gradients. Where two paths meet again, everything below the meeting point is too small.",
     .question = "The gradient at the meeting point itself is right in the end. Why is what lies below it wrong?",
     .explanation =
         "The walk comes to the meeting point along one path, hands on what has arrived by then, and marks the node "
         "as done. What comes along the other paths is still added there, but nobody hands it on. A node may be asked "
         "only when all its consumers have contributed: consumers first, as descending numbers of creation give it.",
     .caught_by = "finite difference"},
    run_both};

}  // namespace vitro::step::museum
