// examples/step/analysis/condition.cpp: parses conditions, and holds events against them.
#include "examples/step/analysis/condition.hpp"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>

#include "core/error.hpp"
#include "core/printable.hpp"
#include "examples/step/analysis/elements.hpp"
#include "examples/step/analysis/names.hpp"

namespace vitro::step {
namespace {

using trace::EventKind;

const std::vector<std::string> kMeasures{"absmax", "norm", "mean", "zero"};

double measure(const std::string& name, const Statistics& s) {
    if (name == "absmax") return s.absmax;
    if (name == "norm") return s.norm;
    return name == "mean" ? s.mean : s.zero_share;
}

/// "7x16" and "(7,16)" alike as "7,16"; leading axes of size 1 are dropped, for a batch of one has them everywhere.
std::string shape_text(std::string text) {
    std::erase_if(text, [](char c) { return c == '(' || c == ')' || c == ' ' || c == '[' || c == ']'; });
    std::ranges::replace(text, 'x', ',');
    while (text.starts_with("1,")) text.erase(0, 2);
    return text;
}

/// The module or one inside of it, with the front of its path left out or not.
bool in_module(const std::string& path, const std::string& module) {
    const std::string framed = "." + path + ".";
    return framed.find("." + module + ".") != std::string::npos;
}

std::regex regex_of(const std::string& text) {
    try {
        return std::regex(text, std::regex::ECMAScript | std::regex::icase);
    } catch (const std::regex_error& error) {
        throw core::Error(fmt::format("/{}/: not a regular expression: {}", text, error.what()));
    }
}

std::vector<std::string> ops_in(const Timeline& timeline) {
    std::vector<std::string> names;
    for (const trace::Graph& graph : timeline.recording().graphs)
        for (const trace::Application& op : graph.ops)
            if (std::ranges::count(names, op.op) == 0) names.push_back(op.op);
    return names;
}

[[noreturn]] void refuse(const std::string& word) {
    throw core::Error(fmt::format(
        "{} means nothing here; valid are op:, mod:, kind:, shape:, /regex/, absmax(g)>x, norm(v)<x, zero(g)>x, "
        "nonfinite, g:NAME and v:NAME",
        core::printable(word, '\'')));
}

}  // namespace

Condition::Condition(const Timeline& timeline, const std::vector<std::string>& words) {
    if (words.empty())
        throw core::Error("a condition is missing, such as op:softmax, mod:decoder, kind:ACC, absmax(g)>1 or /norm/");
    for (const std::string& word : words) {
        clauses_.push_back(clause_of(timeline, word));
        text_ += (text_.empty() ? "" : " ") + word;
    }
}

std::optional<Condition::Clause> Condition::keyed(const Timeline& timeline, const std::string& word) {
    const std::size_t cut = word.find_first_of(":=");
    if (cut == std::string::npos) return {};
    const std::string key = word.substr(0, cut), text = word.substr(cut + 1);
    if (key == "mod") return Clause{.test = Test::module, .text = text};
    if (key == "shape") return Clause{.test = Test::shape, .text = shape_text(text)};
    if (key == "g" || key == "v")
        return Clause{.test = Test::writes, .which = key, .value = find_value(timeline, text)};
    if (key == "op") {
        const std::vector<std::string> ops = ops_in(timeline);
        return Clause{.test = Test::op, .text = ops[find_name(text, ops, "op")]};
    }
    if (key != "kind") return {};
    const auto kind = kind_named(text);
    if (!kind) throw core::Error("kind: valid are ZERO, INPUT, F, LOSS, SEED, B, ACC, MEAN, CLIP, U");
    return Clause{.test = Test::kind, .kind = *kind};
}

/// "absmax(g)>10", "nonfinite(v,g)"
std::optional<Condition::Clause> Condition::measured(const std::string& word) {
    const std::size_t open = word.find('('), close = word.find(')');
    const std::string name = word.substr(0, open);
    if (name == "nonfinite") {
        const bool both = open == std::string::npos;
        return Clause{.test = Test::non_finite, .which = both ? "vg" : word.substr(open + 1, close - open - 1)};
    }
    if (open == std::string::npos || close == std::string::npos || std::ranges::count(kMeasures, name) == 0) return {};
    const std::string which = word.substr(open + 1, close - open - 1), rest = word.substr(close + 1);
    char* end = nullptr;
    const double bound = rest.size() < 2 ? 0 : std::strtod(rest.c_str() + 1, &end);
    const bool whole = end != nullptr && *end == '\0' && end != rest.c_str() + 1;
    if ((which != "v" && which != "g") || !whole || (rest[0] != '>' && rest[0] != '<')) refuse(word);
    return Clause{.test = Test::measure, .text = name, .which = which, .above = rest[0] == '>', .bound = bound};
}

Condition::Clause Condition::clause_of(const Timeline& timeline, const std::string& word) {
    if (word.size() >= 2 && word.front() == '/') {
        const std::size_t end = word.back() == '/' ? word.size() - 1 : word.size();
        return {.test = Test::expression, .expression = regex_of(word.substr(1, end - 1))};
    }
    if (auto clause = measured(word)) return *clause;
    if (auto clause = keyed(timeline, word)) return *clause;
    if (word.find_first_of("()<>=:") != std::string::npos) refuse(word);
    const int t = find_event(timeline, word);  // so that a name that is not there is an error now
    return {.test = Test::name, .text = timeline.name_at(t)};
}

bool Condition::holds_of_numbers(const Clause& clause, const Timeline& timeline, int t) {
    const auto subject = subject_of(timeline, t);
    if (subject.value < 0 || clause.which.find(subject.which) == std::string::npos) return false;
    const std::vector<float> numbers = step::numbers_of(timeline, subject, t);
    if (numbers.empty()) return false;
    const Statistics s = statistics(numbers);
    if (clause.test == Test::non_finite) return s.not_finite > 0;
    const double found = measure(clause.text, s);
    return clause.above ? found > clause.bound : found < clause.bound;
}

bool Condition::holds(const Clause& clause, const Timeline& timeline, int t) {
    const int op = timeline.op_at(t), value = timeline.value_at(t);
    switch (clause.test) {
        case Test::op:
            return op >= 0 && timeline.op(op).op == clause.text;
        case Test::module:
            return in_module(timeline.path_at(t), clause.text);
        case Test::kind:
            return timeline.event(t).kind == clause.kind;
        case Test::shape:
            return value >= 0 && shape_text(timeline.value(value).shape.str()) == clause.text;
        case Test::name:
            return timeline.name_at(t) == clause.text;
        case Test::expression:
            return std::regex_search(timeline.full_name_at(t), clause.expression);
        case Test::writes: {
            const auto subject = subject_of(timeline, t);
            return subject.writes && subject.value == clause.value && subject.which == clause.which;
        }
        default:
            return holds_of_numbers(clause, timeline, t);
    }
}

bool Condition::holds(const Timeline& timeline, int t) const {
    return std::ranges::all_of(clauses_, [&](const Clause& clause) { return holds(clause, timeline, t); });
}

Subject subject_of(const Timeline& timeline, int t) {
    const int value = timeline.value_at(t);
    switch (timeline.event(t).kind) {
        case EventKind::forward:
        case EventKind::update:
            return {"v", value, true};
        case EventKind::seed:
        case EventKind::accumulate:
        case EventKind::zero:
            return {"g", value, true};
        case EventKind::backward:
            return {"g", value, false};
        case EventKind::loss:
            return {"v", value, false};
        default:
            return {};
    }
}

std::vector<float> numbers_of(const Timeline& timeline, const Subject& subject, int t) {
    if (subject.value < 0) return {};
    if (subject.which == "g") return timeline.gradient(subject.value, t).numbers;
    return timeline.numbers(subject.value, t).numbers;
}

}  // namespace vitro::step
