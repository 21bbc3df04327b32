// nn/data/grammar/german.cpp: German word order by topological fields.
//
//   front field   left bracket   middle field                                   right bracket
//   heute         ruft           der mann seine mutter                          an
//                 hat            der mann heute das brot nicht                  gekauft ?
//   (, )          weil           der mann heute seine mutter                    anruft
//
// A main clause puts its finite verb second: the left bracket. A subordinate clause has the conjunction there, and the
// finite verb joins the other verbs at the end.
#include "nn/data/grammar/german_forms.hpp"
#include "nn/data/grammar/line.hpp"

namespace vitro::nn::grammar {
namespace {

using german_forms::noun_phrase;
using german_forms::present;

/// The finite verb, and what stays behind at the end of the clause.
struct VerbBracket {
    std::string finite, rest;
    bool joined;  // rest is a separable prefix: "ruft ... an" becomes "anruft" when they meet
};

VerbBracket bracket_of(const Clause& c) {
    const Person person = agreement(c.subject);
    const Verb& verb = c.control ? *c.control : *c.verb;
    const auto& [infinitive, participle, changed, prefix] = verb.german;
    if (c.modal) return {present(c.modal->german, "", person), std::string(prefix) + std::string(infinitive), false};
    if (!c.past) return {present(infinitive, changed, person), std::string(prefix), true};
    if (verb.frame == Frame::copula) return {std::string(german_forms::was(person)), "", true};
    return {present(verb.has(kMoves) ? "sein" : "haben", "", person), std::string(participle), false};
}

/// The parts of a clause as strings; what moves to the front is taken from here.
struct Parts {
    std::string subject, adverb, indirect, direct, adjunct, complement;
};

Parts parts_of(const Clause& c) {
    return {.subject = noun_phrase(c.subject, Case::nominative),
            .adverb = c.adverb ? std::string(c.adverb->german) : "",
            .indirect = noun_phrase(c.indirect, Case::dative),
            .direct = noun_phrase(c.direct, c.verb->frame == Frame::dative ? Case::dative : Case::accusative),
            .adjunct = german_forms::phrase(c.adjunct),
            .complement = german_forms::phrase(c.complement)};
}

std::string& part(Parts& parts, Front front) {
    switch (front) {
        case Front::adverb:
            return parts.adverb;
        case Front::adjunct:
            return parts.adjunct;
        case Front::direct:
            return parts.direct;
        default:
            return parts.subject;
    }
}

/// What the question asks for: "wen", "wo", "auf wen".
std::string asked(const Clause& c) {
    const bool stranded = c.verb->frame == Frame::linked && !c.complement.preposition;
    Line line;
    line << (stranded ? c.verb->link->german : "") << c.question_word->german;
    return std::move(line).text();
}

/// Pronouns first, known before new, time before place; "nie" and "nicht" follow the known objects.
void middle_field(const Clause& c, const Parts& parts, Line& line) {
    const bool pronoun = c.direct.pronoun != Pronoun::none;
    const bool known = is_known(c.direct);
    const bool late_adverb = c.negated || (c.adverb && c.adverb->late);
    const bool late_adjunct = c.adjunct.preposition && c.adjunct.preposition->german == "für";
    line << parts.subject;
    if (pronoun) line << parts.direct;
    if (c.indirect.pronoun != Pronoun::none) line << parts.indirect;
    if (!late_adverb) line << parts.adverb;
    if (c.indirect.noun) line << parts.indirect;
    if (known && !pronoun) line << parts.direct;
    if (late_adverb) line << parts.adverb;
    if (c.negated) line << "nicht";
    if (!late_adjunct) line << parts.adjunct;
    if (!known) line << parts.direct;
    if (late_adjunct) line << parts.adjunct;
    line << parts.complement;
    if (c.predicate) line << (c.very ? "sehr" : "") << c.predicate->german;
}

/// ", den bruder anzurufen": the infinitive of a controlled verb with its own middle field.
void controlled(const Clause& c, Parts& parts, Line& line) {
    const auto& [infinitive, participle, changed, prefix] = c.verb->german;
    parts.subject.clear();
    parts.adverb.clear();
    line << ",";
    middle_field(c, parts, line);
    line << (prefix.empty() ? "zu " + std::string(infinitive) : std::string(prefix) + "zu" + std::string(infinitive));
}

void main_clause(const Clause& c, bool verb_first, Line& line) {
    const VerbBracket verbs = bracket_of(c);
    Parts parts = parts_of(c);
    if (c.question_word)
        line << asked(c);
    else if (!verb_first)
        line << std::exchange(part(parts, c.front), "");
    line << verbs.finite;
    if (c.control) {
        line << parts.subject << parts.adverb << verbs.rest;
        return controlled(c, parts, line);
    }
    middle_field(c, parts, line);
    line << verbs.rest;
}

void subordinate_clause(const Clause& c, string_view conjunction, Line& line) {
    const VerbBracket verbs = bracket_of(c);
    line << conjunction;
    middle_field(c, parts_of(c), line);
    if (verbs.joined)
        line << verbs.rest + verbs.finite;
    else
        line << verbs.rest << verbs.finite;
}

}  // namespace

std::string german(const Sentence& s) {
    Line line;
    if (s.conjunction && s.subordinate_first) {
        subordinate_clause(s.subordinate, s.conjunction->german, line);
        line << ",";
        main_clause(s.main, true, line);
    } else {
        main_clause(s.main, s.main.question, line);
        if (s.conjunction) {
            line << ",";
            subordinate_clause(s.subordinate, s.conjunction->german, line);
        }
    }
    line << (s.main.question ? "?" : ".");
    return std::move(line).text();
}

}  // namespace vitro::nn::grammar
