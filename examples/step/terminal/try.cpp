// examples/step/terminal/try.cpp: what if a number were another one.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>

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

std::string edits_text(Debugger& d, std::size_t most) {
    std::string text;
    for (const TokenEdit& edit : d.token_edits) text += "  token " + describe(d.timeline(), edit) + "\n";
    for (std::size_t i = 0; i < std::min(most, d.edits.size()); ++i)
        text += "  " + edit_text(d.timeline(), d.edits[i]) + "\n";
    return text + (d.edits.size() > most ? fmt::format("  and {} more\n", d.edits.size() - most) : "");
}

/// "source[2]=hund", where source is a text of the step; nothing where it is a tensor.
std::optional<std::string> set_token(Debugger& d, const std::string& target, const std::string& word) {
    const std::size_t open = target.find('['), close = target.rfind(']');
    if (open == std::string::npos || close == std::string::npos || close < open) return {};
    const std::string text = target.substr(0, open), place = target.substr(open + 1, close - open - 1);
    if (!is_text(d.timeline(), text)) return {};
    for (const TokenEdit& edit : token_edits(d.timeline(), text, place, word)) {
        std::erase_if(d.token_edits, [&](const TokenEdit& e) { return e.op == edit.op && e.place == edit.place; });
        d.token_edits.push_back(edit);
    }
    return "1 word is set; rerun shows what becomes of it.\n";
}

std::string change_rows(Debugger& d, const char* what, const std::vector<Change>& changes) {
    constexpr std::size_t kMost = 6;
    std::string text = fmt::format("{} {} changed{}\n", changes.size(), what, changes.empty() ? "" : ", the most:");
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
        const std::string text = d.edits.empty() && d.token_edits.empty() ? "Nothing is changed.\n" : "";
        return text + edits_text(d, d.edits.size());
    }
    if (all == "clear") {
        d.edits.clear();
        d.token_edits.clear();
        return "Nothing is changed any more.\n";
    }
    if (d.in_expansion()) throw core::Error("set: in the step only; finish goes back to it");
    const std::size_t equals = all.rfind('=');
    if (equals == std::string::npos) throw core::Error("set: what is missing is =NUMBER, as in set v:NAME[2,5]=0");
    std::string name = all.substr(0, equals), number = all.substr(equals + 1);
    std::erase(name, ' ');
    std::erase(number, ' ');
    if (auto token = set_token(d, all.substr(0, equals), number)) return *token;
    const Reference reference = reference_of(d.timeline(), name, "v", d.focus());
    if (reference.which != "v") throw core::Error("set: only values can be set, v:NAME[2,5]");
    const std::size_t before = d.edits.size();
    add_edits(d, reference, number_of(number, "value"));
    const std::size_t count = std::max<std::size_t>(1, d.edits.size() - before);
    return fmt::format("{} number{} set; rerun shows what becomes of it.\n", count, count == 1 ? " is" : "s are");
}

std::string rerun(Debugger& d, const Words&) {
    if (d.edits.empty() && d.token_edits.empty())
        throw core::Error("rerun: nothing is changed: set v:NAME[2,5]=0 changes a number");
    if (d.in_expansion()) throw core::Error("rerun: in the step only; finish goes back to it");
    const WhatIf result = what_if(d.timeline(), d.edits, d.token_edits);
    std::string text = edits_text(d, 3);
    const double change = result.loss_after - result.loss_before;
    const auto loss = [](double x) { return std::isfinite(x) ? fmt::format("{:.6f}", x) : brief(x); };
    text +=
        fmt::format("loss per token {} -> {} ({}{}), in double\n", loss(result.loss_before), loss(result.loss_after),
                    change >= 0 ? "+" : "", std::isfinite(change) ? fmt::format("{:.3g}", change) : brief(change));
    return text + change_rows(d, "values", result.values) + change_rows(d, "gradients", result.gradients);
}

}  // namespace vitro::step
