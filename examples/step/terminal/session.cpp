// examples/step/terminal/session.cpp: from a line to a verb, from an error to a sentence.
#include "examples/step/terminal/session.hpp"

#include <fmt/format.h>

#include "core/error.hpp"
#include "examples/step/analysis/names.hpp"
#include "examples/step/terminal/card.hpp"
#include "examples/step/terminal/quiz.hpp"
#include "examples/step/terminal/verbs.hpp"

namespace vitro::step {

std::string Session::greeting() {
    const trace::Recording& r = debugger_.recording;
    const std::string events =
        fmt::format("{}: {} events, {} tensors, {} ops, {} parameters", r.title, r.step().events.size(),
                    r.step().values.size(), r.step().ops.size(), r.updates.size());
    return wrapped(debugger_.look, events, 0) +
           wrapped(debugger_.look,
                   "step goes on, rs goes back, goto B0 jumps to the backward pass, why explains a "
                   "gradient, help lists everything, quit leaves.",
                   0) +
           (r.notes.empty() ? "" : wrapped(debugger_.look, "info notes tells what to look for in this step.", 0)) +
           fitted(debugger_.look, card(debugger_));
}

std::string Session::prompt() {
    const std::string kind = trace::name_of(debugger_.event().kind);
    if (!debugger_.in_expansion()) return fmt::format("({} {}) ", kind, debugger_.place.event);
    const Place& outer = debugger_.outer.back();
    const Timeline& step = debugger_.timeline_of(outer.graph);
    return fmt::format("({} {} of {}) ", kind, debugger_.place.event, step.op(step.op_at(outer.event)).op);
}

std::string Session::run(const std::string& text) {
    Words words = words_of(text);
    if (words[0].starts_with("/")) words.insert(words.begin(), "find");   // as in a pager
    if (words[0].starts_with("@")) words.insert(words.begin(), "print");  // @[2,5] of what is in focus
    const Verb& verb = find_verb(words[0]);
    repeat_ = verb.repeats ? text : "";
    words.erase(words.begin());
    return verb.action(debugger_, words);
}

std::string Session::line(std::string_view text) {
    std::string line(text);
    if (words_of(line).empty()) line = repeat_;
    if (line.empty()) return "";
    understood_ = true;
    debugger_.history.push_back(line);
    try {
        const bool guesses = debugger_.question && is_answer(*debugger_.question, line);
        return fitted(debugger_.look, guesses ? answer(debugger_, line) : run(line));
    } catch (const std::exception& error) {  // nothing that is typed ends the session
        understood_ = false;
        const char* const where = debugger_.in_expansion() ? " (in an expansion: finish goes back to the step)" : "";
        return wrapped(debugger_.look, fmt::format("? {}{}", error.what(), where), 0);
    }
}

std::vector<std::string> Session::completions(std::string_view line) {
    const std::size_t space = line.rfind(' ');
    std::vector<std::string> found;
    const auto offer = [&](const std::string& word, std::string_view begun) {
        if (word.starts_with(begun)) found.push_back(word);
    };
    if (space == std::string_view::npos) {
        for (const Verb& verb : all_verbs()) offer(std::string(verb.name), line);
        return found;
    }
    std::string_view begun = line.substr(space + 1);
    std::string prefix;
    if (const std::size_t colon = begun.find(':'); colon != std::string_view::npos)
        prefix = begun.substr(0, colon + 1), begun.remove_prefix(colon + 1);
    for (const std::string& name : value_names(debugger_.timeline()))
        if (name.starts_with(begun)) found.push_back(prefix + name);
    return found;
}

}  // namespace vitro::step
