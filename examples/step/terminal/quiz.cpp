// examples/step/terminal/quiz.cpp: a question for each kind of event, and the score.
#include "examples/step/terminal/quiz.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/error.hpp"
#include "examples/step/analysis/elements.hpp"
#include "examples/step/terminal/card.hpp"
#include "examples/step/terminal/verbs.hpp"

namespace vitro::step {
namespace {

using trace::EventKind;

std::string shape_word(const core::Shape& shape) {
    return shape.rank() == 0 ? "scalar" : fmt::format("{}", fmt::join(shape.begin(), shape.end(), "x"));
}

Question forward_question(Debugger& d) {
    const Timeline& timeline = d.timeline();
    const trace::Application& op = timeline.op(d.event().index);
    std::string inputs;
    for (const int input : op.inputs) inputs += " " + shape_word(timeline.value(input).shape);
    const std::string shape = shape_word(timeline.value(op.output).shape);
    return {fmt::format("{} of{}: which shape has its output? (such as 2x3, or scalar)", op.op, inputs), shape,
            fmt::format("It is {}.", shape)};
}

Question backward_question(Debugger& d) {
    const Timeline& timeline = d.timeline();
    const trace::Application& op = timeline.op(d.event().index);
    int count = 0;
    for (const int input : op.inputs) count += timeline.value(input).wants_gradient ? 1 : 0;
    return {fmt::format("{} has {} inputs: how many get a contribution?", op.op, op.inputs.size()),
            std::to_string(count), fmt::format("{}: a constant wants none.", count)};
}

Question accumulation_question(Debugger& d) {
    const trace::Event& event = d.event();
    return {fmt::format("Contribution {} arrives; {} ops read this tensor: how many contributions are still to come?",
                        event.part, d.timeline().readers_of(d.focus()).size()),
            std::to_string(event.parts - event.part), "Each use of a tensor sends one back."};
}

Question update_question(Debugger& d) {
    const trace::Update& update = d.timeline().update(d.event().index);
    const std::vector<float> gradient = d.timeline().final_gradient(update.value);
    const float before = d.timeline().value(update.value).numbers.numbers[0], after = update.after.numbers[0];
    return {fmt::format("The first weight has a gradient of {}: does it go up or down?",
                        gradient.empty() ? "0" : brief(static_cast<double>(gradient[0]))),
            after > before ? "up" : "down",
            "Against the gradient, unless what the optimizer remembers of older ones outweighs it."};
}

Question loss_question(Debugger& d) {
    const int logits = d.timeline().op(d.timeline().value(d.focus()).maker).inputs[0];
    const std::int64_t classes = d.timeline().value(logits).shape.cols();
    return {fmt::format("{} words: what would the loss per token be if all were equally likely?", classes),
            fmt::format("{:.3f}", std::log(static_cast<double>(classes))),
            fmt::format("-log(1/{0}) = log {0}.", classes)};
}

bool is_met(const std::string& guess, const std::string& answer) {
    if (guess == answer) return true;
    try {
        const double right = number_of(answer, ""), tried = number_of(guess, "");
        return std::abs(tried - right) <= 0.05 * std::abs(right);
    } catch (const core::Error&) {
        return false;
    }
}

}  // namespace

std::unique_ptr<Question> question_of(Debugger& d) {
    const auto made = [](Question question) { return std::make_unique<Question>(std::move(question)); };
    switch (d.event().kind) {
        case EventKind::forward:
            return made(forward_question(d));
        case EventKind::backward:
            return made(backward_question(d));
        case EventKind::accumulate:
            return made(accumulation_question(d));
        case EventKind::update:
            return made(update_question(d));
        case EventKind::seed:
            return d.in_expansion() ? nullptr : made({"What is dL/dL?", "1", "A number changes as fast as itself."});
        case EventKind::loss:
            return made(loss_question(d));
        default:
            return nullptr;
    }
}

bool is_answer(const Question& question, const std::string& line) {
    if (line == question.answer || std::ranges::count(question.choices, line) > 0) return true;
    try {
        find_verb(words_of(line)[0]);
        return false;
    } catch (const core::Error&) {
        return true;
    }
}

std::string answer(Debugger& d, const std::string& line) {
    const std::unique_ptr<Question> question = std::move(d.question);
    const bool right = is_met(joined(words_of(line)), question->answer);
    ++d.asked;
    d.right += right ? 1 : 0;
    const std::string verdict = right ? "Right." : fmt::format("No: {}.", question->answer);
    const std::string text =
        wrapped(d.look, fmt::format("{} {} ({} of {})", verdict, question->explanation, d.right, d.asked), 0);
    return d.quizzes ? text + whole_card(d) : text + "tour goes on.\n";
}

std::string quiz(Debugger& d, const Words& words) {
    if (words.size() != 1 || (words[0] != "on" && words[0] != "off")) throw core::Error("quiz: valid are on and off");
    d.quizzes = words[0] == "on";
    d.question.reset();
    if (!d.quizzes) return fmt::format("Numbers are shown again. {} of {} were right.\n", d.right, d.asked);
    return wrapped(d.look, "Cards hide their numbers until you guess. Type the answer, or any verb to go on.", 0);
}

}  // namespace vitro::step
