// examples/step/terminal/sentences.cpp: an event in plain words.
#include <fmt/format.h>

#include "examples/step/terminal/card.hpp"

namespace vitro::step {

using trace::EventKind;

std::string sentence_of(const Timeline& timeline, int t) {
    const trace::Event& event = timeline.event(t);
    const trace::Optimization& o = timeline.recording().optimization;
    switch (event.kind) {
        case EventKind::zero:
            return "What the last step left in this gradient is wiped.";
        case EventKind::input:
            return "Token ids enter the step. Nothing flows to them.";
        case EventKind::forward:
            return fmt::format("{} computes its output.", timeline.op(event.index).op);
        case EventKind::loss:
            return "The forward pass ends in one number.";
        case EventKind::seed:
            return "Backward begins: the gradient of the loss with respect to itself is 1.";
        case EventKind::backward:
            return "The gradient of the output is complete; it becomes a contribution to each input's.";
        case EventKind::accumulate:
            return fmt::format("Contribution {} of {} is {}.", event.part, event.parts,
                               event.part == 1 ? "written" : "added");
        case EventKind::mean:
            return fmt::format("The loss was a sum over {} tokens: divided by them, gradients are the mean's.",
                               o.tokens);
        case EventKind::clip:
            return "All gradients as one vector are shortened if they are too long.";
        case EventKind::update:
            return fmt::format("{} moves the weights, in step {}.", o.optimizer, o.step);
    }
    return "";
}

}  // namespace vitro::step
