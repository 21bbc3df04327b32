// examples/step/terminal/try.cpp: what if a number were another one.
#include <algorithm>
#include <fmt/format.h>

#include "core/error.hpp"
#include "examples/step/analysis/what_if.hpp"
#include "examples/step/terminal/reference.hpp"
#include "examples/step/terminal/verbs.hpp"

namespace vitro::step {
namespace {

std::string edit_text(const Timeline& timeline, const Edit& edit) {
    const trace::Value& value = timeline.value(edit.value);
    return fmt::format("v:{}{} = {}", value.name, index_text(value.shape, edit.element), brief(edit.number));
}

/// One for each element of the reference.
void add_edits(Debugger& d, const Reference& reference, double number) {
    const trace::Value& value = d.timeline().value(reference.value);
    std::vector<float> places(static_cast<std::size_t>(value.shape.size()));
    for (std::size_t i = 0; i < places.size(); ++i) places[i] = static_cast<float>(i);
    for (const float place : slice_of(value, reference, places).numbers) {
        const Edit edit{reference.value, static_cast<std::int64_t>(place), number};
        std::erase_if(d.edits, [&](const Edit& e) { return e.value == edit.value && e.element == edit.element; });
        d.edits.push_back(edit);
    }
}

std::string change_rows(Debugger& d, const char* what, const std::vector<Change>& changes) {
    constexpr std::size_t kMost = 6;
    std::string text = fmt::format("{} {} changed, the most:\n", changes.size(), what);
    const int room = std::max(20, d.look.columns - 36);
    for (std::size_t i = 0; i < std::min(kMost, changes.size()); ++i)
        text +=
            fmt::format("  {} {:>10} by {:>10}\n", padded(tail(d.timeline().value(changes[i].value).name, room), room),
                        brief(changes[i].before), brief(changes[i].distance));
    return text;
}

}  // namespace

std::string set(Debugger& d, const Words& words) {
    const std::string all = joined(words);
    if (words.empty()) {
        std::string text = d.edits.empty() ? "Nothing is changed.\n" : "";
        for (const Edit& edit : d.edits) text += "  " + edit_text(d.timeline(), edit) + "\n";
        return text;
    }
    if (all == "clear") {
        d.edits.clear();
        return "Nothing is changed any more.\n";
    }
    const std::size_t equals = all.rfind('=');
    if (equals == std::string::npos) throw core::Error("set: what is missing is =NUMBER, as in set v:NAME[2,5]=0");
    std::string name = all.substr(0, equals), number = all.substr(equals + 1);
    std::erase(name, ' ');
    std::erase(number, ' ');
    const Reference reference = reference_of(d.timeline(), name, "v", d.focus());
    if (reference.which != "v") throw core::Error("set: only values can be set, v:NAME[2,5]");
    if (d.in_expansion()) throw core::Error("set: in the step only; finish goes back to it");
    const std::size_t before = d.edits.size();
    add_edits(d, reference, number_of(number, "value"));
    const std::size_t count = std::max<std::size_t>(1, d.edits.size() - before);
    return fmt::format("{} number{} set; rerun shows what becomes of it.\n", count, count == 1 ? " is" : "s are");
}

std::string rerun(Debugger& d, const Words&) {
    if (d.edits.empty()) throw core::Error("rerun: nothing is changed: set v:NAME[2,5]=0 changes a number");
    if (d.in_expansion()) throw core::Error("rerun: in the step only; finish goes back to it");
    const WhatIf result = what_if(d.timeline(), d.edits);
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, d.edits.size()); ++i)
        text += "with " + edit_text(d.timeline(), d.edits[i]) + "\n";
    if (d.edits.size() > 3) text += fmt::format("and {} more\n", d.edits.size() - 3);
    const double change = result.loss_after - result.loss_before;
    text += fmt::format("loss per token {:.6f} -> {:.6f} ({:+.3g}), in double\n", result.loss_before, result.loss_after,
                        change);
    return text + change_rows(d, "values", result.values) + change_rows(d, "gradients", result.gradients);
}

}  // namespace vitro::step
