// examples/step/terminal/update_card.cpp: Adam, AdamW and SGD, line by line, with their numbers.
#include "examples/step/terminal/update_card.hpp"

#include <cmath>
#include <fmt/format.h>

#include "core/error.hpp"
#include "examples/step/analysis/elements.hpp"
#include "examples/step/terminal/card.hpp"

namespace vitro::step {
namespace {

double at(const trace::Captured& numbers, std::int64_t element) {
    const auto i = static_cast<std::size_t>(element);
    if (i >= numbers.numbers.size()) throw core::Error("this number of a large tensor is not recorded");
    return static_cast<double>(numbers.numbers[i]);
}

std::vector<double> change_of(const trace::Value& value, const trace::Update& update) {
    std::vector<double> change = to_doubles(update.after.numbers);
    for (std::size_t i = 0; i < change.size(); ++i) change[i] -= static_cast<double>(value.numbers.numbers[i]);
    return change;
}

std::int64_t farthest(const std::vector<double>& change) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < change.size(); ++i)
        if (std::abs(change[i]) > std::abs(change[best])) best = i;
    return static_cast<std::int64_t>(best);
}

std::string line(const char* name, double number, const std::string& formula) {
    return fmt::format("  {:<10}{:>12}   {}\n", name, brief(number), formula);
}

std::string adam_lines(const trace::Optimization& o, const trace::Update& update, std::int64_t element, double w0) {
    const double m0 = at(update.states[0].before, element), v0 = at(update.states[1].before, element);
    const double m1 = at(update.states[0].after, element), v1 = at(update.states[1].after, element);
    const double w1 = at(update.after, element), t = static_cast<double>(o.step);
    const double m_hat = m1 / (1 - std::pow(o.beta1, t)), v_hat = v1 / (1 - std::pow(o.beta2, t));
    const double ratio = m_hat / (std::sqrt(v_hat) + o.epsilon);
    std::string text = line("m", m1, fmt::format("b1 m + (1 - b1) g, was {}", brief(m0)));
    text += line("v", v1, fmt::format("b2 v + (1 - b2) g^2, was {}", brief(v0)));
    text += line("m^", m_hat, fmt::format("m / (1 - b1^{})", o.step));
    text += line("v^", v_hat, fmt::format("v / (1 - b2^{})", o.step));
    text += line("ratio", ratio, "m^ / (sqrt(v^) + epsilon)");
    if (o.weight_decay > 0 && update.decayed)
        text += line("decay", o.weight_decay, o.optimizer == "adamw" ? "w -= lr decay w first" : "g += decay w");
    return text + line("step", w1 - w0, fmt::format("-lr * ratio, lr {}", brief(o.learning_rate)));
}

std::string sgd_lines(const trace::Optimization& o, const trace::Update& update, std::int64_t element, double w0) {
    std::string text;
    for (const trace::State& state : update.states)
        text += line(state.name.c_str(), at(state.after, element),
                     fmt::format("momentum * velocity + g, was {}", brief(at(state.before, element))));
    return text + line("step", at(update.after, element) - w0, fmt::format("-lr * g, lr {}", brief(o.learning_rate)));
}

}  // namespace

std::string weight_story(Debugger& d, int v, std::int64_t element) {
    const Timeline& timeline = d.timeline_of(0);
    const int event = timeline.update_of(v);
    if (event < 0) throw core::Error(fmt::format("{}: it is no parameter: nothing updates it", timeline.value(v).name));
    const trace::Update& update = timeline.update(timeline.event(event).index);
    const trace::Optimization& o = d.recording.optimization;
    const std::vector<float> sum = timeline.final_gradient(v);
    const auto i = static_cast<std::size_t>(element);
    const double w0 = at(timeline.value(v).numbers, element);
    const double g = i < sum.size() ? static_cast<double>(sum[i]) : 0;
    std::string text = fmt::format("  {}{}\n", tail(timeline.value(v).name, d.look.columns - 14),
                                   index_text(timeline.value(v).shape, element));
    text += line("w", w0, "before");
    text += line("sum g", g, fmt::format("of {} tokens", o.tokens));
    text += line("g", g * o.factor, fmt::format("* {}: mean and clip", brief(o.factor)));
    if (update.states.size() == 2) text += adam_lines(o, update, element, w0);
    if (update.states.size() < 2) text += sgd_lines(o, update, element, w0);
    return text + line("w", at(update.after, element), "after");
}

std::string loss_story(const trace::Recording& recording) {
    const double change = recording.loss_after - recording.loss;
    return fmt::format("loss per token of this batch: {} before, {} after the update: {} by {}\n",
                       brief(recording.loss), brief(recording.loss_after), change < 0 ? "lower" : "higher",
                       brief(std::abs(change)));
}

std::string update_card(Debugger& d) {
    const Timeline& timeline = d.timeline();
    const trace::Update& update = timeline.update(d.event().index);
    const trace::Value& value = timeline.value(update.value);
    const std::vector<double> change = change_of(value, update);
    const double before = norm(value.numbers.numbers), moved = norm(change);
    std::string text = wrapped(d.look, sentence_of(timeline, d.place.event), 2) + tensor_line(d, "of", update.value);
    text += fmt::format("  |w| {}, |new - old| {}{}\n", brief(before), brief(moved),
                        before > 0 ? fmt::format(", ratio {}", brief(moved / before)) : "");
    text += "  The weight that moved the farthest:\n" + weight_story(d, update.value, farthest(change));
    if (d.place.event == timeline.size() - 1) text += wrapped(d.look, loss_story(d.recording), 2);
    return text;
}

}  // namespace vitro::step
