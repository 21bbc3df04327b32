// examples/step/terminal/card.cpp: the card of each kind of event.
#include "examples/step/terminal/card.hpp"

#include <fmt/format.h>
#include <string>
#include <vector>

#include "core/op.hpp"
#include "examples/step/analysis/elements.hpp"
#include "examples/step/terminal/quiz.hpp"
#include "examples/step/terminal/reference.hpp"
#include "examples/step/terminal/update_card.hpp"
#include "examples/step/text/hooks.hpp"

namespace vitro::step {
namespace {

using trace::EventKind;

std::string heading(Debugger& d) {
    const Timeline& timeline = d.timeline();
    const std::string number = fmt::format("[{}/{}] ", d.place.event, timeline.size() - 1);
    const std::string kind = trace::name_of(d.event().kind);
    const std::string inside = d.in_expansion() ? "  (in the expansion)" : "";
    const int room = d.look.columns - width_of(number) - width_of(kind) - 2 - width_of(inside);
    return dim(d.look, number) + bold(d.look, kind + "  " + tail(timeline.name_at(d.place.event), room)) +
           dim(d.look, inside) + "\n";
}

/// Where the module was called: file and line, without the folders above.
std::string source_line(Debugger& d, const trace::Application& op) {
    const std::string path = op.path.empty() ? "the model itself" : op.path;
    const std::size_t folder = op.file.rfind("/nn/");
    const std::string file = folder == std::string::npos ? op.file : op.file.substr(folder + 1);
    const std::string place = file.empty() ? "" : fmt::format(", {}:{}", file, op.line);
    const std::vector<std::string> hooks = hooks_of(d.timeline().graph(), op.output);
    const std::string also = hooks.empty() ? "" : fmt::format("; in TransformerLens {}", fmt::join(hooks, ", "));
    return dim(d.look, wrapped(d.look, "in " + path + place + also, 2));
}

std::string input_role(const trace::Application& op, std::size_t input) {
    const core::Op* const known = core::find_op(op.op);
    return known == nullptr ? "input" : std::string(core::input_name(*known, input));
}

std::string formulas(Debugger& d, const trace::Application& op, bool forward) {
    const core::Op* const known = core::find_op(op.op);
    if (known == nullptr) return "";
    std::string text = wrapped(d.look, forward ? known->formula : known->vjp, 4);
    if (!op.attributes.empty() && forward) {
        std::string told = core::to_string(op.attributes);
        if (const std::size_t none = told.find(" dropout=p 0 "); none != std::string::npos) told.resize(none);
        text += dim(d.look, wrapped(d.look, told, 4));
    }
    return text;
}

std::string forward_card(Debugger& d) {
    const Timeline& timeline = d.timeline();
    const trace::Application& op = timeline.op(d.event().index);
    std::string text = source_line(d, op) + wrapped(d.look, sentence_of(timeline, d.place.event), 2);
    text += formulas(d, op, true);
    for (std::size_t i = 0; i < op.inputs.size(); ++i) text += tensor_line(d, input_role(op, i), op.inputs[i]);
    text += tensor_line(d, "= output", op.output);
    return text;
}

std::string backward_card(Debugger& d) {
    const Timeline& timeline = d.timeline();
    const trace::Application& op = timeline.op(d.event().index);
    std::string text = source_line(d, op) + wrapped(d.look, sentence_of(timeline, d.place.event), 2);
    text += formulas(d, op, false) + tensor_line(d, "upstream", op.output);
    for (std::size_t i = 0; i < op.inputs.size(); ++i) {
        text += tensor_line(d, "-> " + input_role(op, i), op.inputs[i]);
        for (const int c : timeline.contributions_to(op.inputs[i])) {
            const trace::Contribution& one = timeline.contribution(c);
            if (one.op == d.event().index && one.input == static_cast<int>(i))
                text += fmt::format("{:14}will add |c| {}\n", "", brief(one.numbers.norm()));
        }
    }
    return text;
}

std::string accumulation_card(Debugger& d) {
    const Timeline& timeline = d.timeline();
    const trace::Contribution& one = timeline.contribution(d.event().index);
    const GradientAt before = timeline.gradient(one.value, d.place.event - 1);
    const GradientAt after = timeline.gradient(one.value, d.place.event);
    const trace::Application& op = timeline.op(one.op);
    std::string text = wrapped(d.look, sentence_of(timeline, d.place.event), 2);
    text +=
        fmt::format("  before   {:>10}  {}\n", before.numbers.empty() ? "-" : brief(before.norm), state_text(before));
    text += fmt::format("  + c      {:>10}  as {} of {}\n", brief(one.numbers.norm()),
                        input_role(op, static_cast<std::size_t>(one.input)),
                        tail(timeline.value(op.output).name, d.look.columns - 40));
    text += fmt::format("  = g      {:>10}  {}\n", brief(after.norm), state_text(after));
    return text + tensor_line(d, "of", one.value);
}

std::string zero_card(Debugger& d) {
    const trace::Update& update = d.timeline().update(d.event().index);
    std::string text =
        wrapped(d.look, sentence_of(d.timeline(), d.place.event), 2) + tensor_line(d, "of", update.value);
    if (update.stale.empty()) return text + "  It was unset: nothing had to be wiped.\n";
    return text + fmt::format("  wiped: |g| {} of the step before\n", brief(update.stale.norm()));
}

std::string input_card(Debugger& d) {
    const trace::Labels& labels = d.recording.labels[static_cast<std::size_t>(d.event().index)];
    std::string words;
    for (std::size_t i = 0; i < labels.words.size(); ++i)
        words += fmt::format("{}{}={}", i == 0 ? "" : "  ", labels.words[i], labels.ids.data()[i]);
    std::string text = wrapped(d.look, sentence_of(d.timeline(), d.place.event), 2) + wrapped(d.look, words, 4);
    if (labels.ids.shape().rank() == 2 && labels.ids.shape()[0] > 1)
        text += fmt::format("    (the first of a batch of {})\n", labels.ids.shape()[0]);
    return text;
}

std::string optimization_card(Debugger& d) {
    const trace::Optimization& o = d.recording.optimization;
    std::string text = wrapped(d.look, sentence_of(d.timeline(), d.place.event), 2);
    if (d.event().kind == EventKind::mean)
        return text + fmt::format("  tokens {}, 1/tokens {}\n", o.tokens, brief(1.0 / static_cast<double>(o.tokens)));
    return text + fmt::format("  norm {}, longest allowed {}, factor with 1/tokens in it {}\n", brief(o.norm),
                              o.clip > 0 ? brief(o.clip) : "any", brief(o.factor));
}

std::string loss_card(Debugger& d) {
    const double sum = static_cast<double>(d.timeline().numbers(d.event().index, d.place.event).numbers[0]);
    std::string text = wrapped(d.look, sentence_of(d.timeline(), d.place.event), 2);
    if (d.event().kind == EventKind::loss && d.timeline().is_step())
        text += fmt::format("  sum {}, over {} tokens: {} each\n", brief(sum), d.recording.optimization.tokens,
                            brief(d.recording.loss));
    return text + tensor_line(d, "of", d.event().index);
}

std::string body(Debugger& d) {
    switch (d.event().kind) {
        case EventKind::forward:
            return forward_card(d);
        case EventKind::backward:
            return backward_card(d);
        case EventKind::accumulate:
            return accumulation_card(d);
        case EventKind::zero:
            return zero_card(d);
        case EventKind::input:
            return input_card(d);
        case EventKind::update:
            return update_card(d);
        case EventKind::mean:
        case EventKind::clip:
            return optimization_card(d);
        default:
            return loss_card(d);
    }
}

/// What the view, or else the event, is about.
std::string shown_numbers(Debugger& d) {
    const int value = d.focus();
    if (value < 0 || d.timeline().value(value).shape.size() <= 1) return "";
    std::string which = d.view;
    const EventKind kind = d.event().kind;
    if (which.empty())
        which = kind == EventKind::forward || kind == EventKind::loss ? "v" : kind == EventKind::update ? "u" : "g";
    if (kind == EventKind::zero && which == "g") return "";
    const Reference reference{.which = which, .value = value, .ranges = {}, .indices = {}};
    try {
        return fmt::format("  {}:\n", which) +
               tensor_picture(d, value, numbers_of(d.timeline(), reference, d.place.event));
    } catch (const std::exception&) {
        return "";  // a card shows what there is
    }
}

}  // namespace

std::string tensor_line(Debugger& d, const std::string& role, int v) {
    const Timeline& timeline = d.timeline();
    const trace::Value& value = timeline.value(v);
    const GradientAt gradient = timeline.gradient(v, d.place.event);
    std::string facts = value.shape.str() + "  " + timeline.value_state(v, d.place.event);
    if (timeline.is_there(v, d.place.event))
        facts += fmt::format(" |v| {}", brief(timeline.numbers(v, d.place.event).norm()));
    if (gradient.state != GradientState::unwanted)
        facts += ", g " + state_text(gradient) +
                 (gradient.numbers.empty() ? "" : fmt::format(" |g| {}", brief(gradient.norm)));
    else
        facts += ", no gradient";
    const std::string start = "  " + padded(role, 12);
    const std::string in_one = start + value.name + "  " + facts;
    if (width_of(in_one) <= d.look.columns) return in_one + "\n";
    return start + tail(value.name, d.look.columns - width_of(start)) + "\n" + std::string(14, ' ') + facts + "\n";
}

namespace {

/// Of a batch, of heads, of a large tensor.
std::string what_is_left_out(Debugger& d, const Slice& slice) {
    const int rank = slice.shape.rank();
    std::int64_t matrices = 1;
    for (int axis = 0; axis + 2 < rank; ++axis) matrices *= slice.shape[axis];
    const auto kept = static_cast<std::int64_t>(slice.numbers.size());
    std::string text;
    if (matrices > 1) text += fmt::format("the first of {} such matrices", matrices);
    if (kept < slice.shape.size())
        text += fmt::format("{}{} of {} numbers are recorded", text.empty() ? "" : "; ", kept, slice.shape.size());
    return text.empty() ? "" : wrapped(d.look, "(" + text + ")", 2);
}

}  // namespace

std::string tensor_picture(Debugger& d, int v, const std::vector<float>& numbers) {
    const trace::Value& value = d.timeline().value(v);
    Slice whole{.shape = value.shape, .axes = value.axes, .numbers = numbers, .ranges = {}};
    for (const std::int64_t size : value.shape) whole.ranges.push_back({0, size, false});
    return picture(d.look, matrix_of(d.recording, whole)) + what_is_left_out(d, whole);
}

std::string whole_card(Debugger& d) {
    return heading(d) + body(d) + shown_numbers(d);
}

std::string card(Debugger& d) {
    d.question = d.quizzes ? question_of(d) : nullptr;
    if (!d.question) return whole_card(d);
    return heading(d) + wrapped(d.look, d.question->text, 2);
}

}  // namespace vitro::step
