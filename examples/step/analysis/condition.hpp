// examples/step/analysis/condition.hpp: what an event must be, to be found, to stop at, or to be watched for.
//
//   op:softmax   mod:decoder.layers.0   kind:ACC   shape:7x16   /regex/   a name, whole or cut at the front
//   absmax(g)>10   norm(v)<0.1   mean(v)>0   zero(g)>0.9   nonfinite   nonfinite(v,g)
//   g:NAME   v:NAME        the event writes this gradient, this value
//
// "=" does for ":". Several must all hold. v and g are the value or gradient that the event is about: what F and U
// make, what SEED and ACC have added up so far, what B starts from.
#pragma once

#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "examples/step/analysis/timeline.hpp"

namespace vitro::step {

class Condition {
  public:
    /// Throws Error that names the word which means nothing, and what would.
    Condition(const Timeline& timeline, const std::vector<std::string>& words);

    bool holds(const Timeline& timeline, int t) const;
    /// As it was typed.
    const std::string& text() const { return text_; }

  private:
    enum class Test { op, module, kind, shape, name, expression, measure, non_finite, writes };
    struct Clause {
        Test test = Test::name;
        std::string text = {};   // op, module, shape, name; the measure
        std::string which = {};  // "v", "g" or both
        bool above = true;
        double bound = 0;
        int value = -1;
        trace::EventKind kind = trace::EventKind::forward;
        std::regex expression = {};
    };
    static Clause clause_of(const Timeline& timeline, const std::string& word);
    static std::optional<Clause> keyed(const Timeline& timeline, const std::string& word);
    static std::optional<Clause> measured(const std::string& word);
    static bool holds(const Clause& clause, const Timeline& timeline, int t);
    static bool holds_of_numbers(const Clause& clause, const Timeline& timeline, int t);

    std::vector<Clause> clauses_;
    std::string text_;
};

/// The tensor that an event is about: "v" or "g" of a value, or "" when there is none.
struct Subject {
    std::string which;
    int value = -1;
    bool writes = false;  ///< or only reads
};
Subject subject_of(const Timeline& timeline, int t);
/// Its numbers at that moment.
std::vector<float> numbers_of(const Timeline& timeline, const Subject& subject, int t);

}  // namespace vitro::step
