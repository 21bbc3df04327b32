// nn/data/grammar/english.cpp: English word order, tense and do-support.
//
//   [time]  subject  auxiliary  not  often  verb particle  objects  place  time
//
// A question swaps subject and auxiliary; a negation needs one. Where the tense has none (he buys, he bought), do steps
// in. German has one present; English takes its tense from the adverb: now and today are progressive, tomorrow is will,
// every day is the simple present, and without an adverb the verb decides (he sleeps: "is sleeping"; he buys: "buys").
#include <string>

#include "nn/data/grammar/english_forms.hpp"
#include "nn/data/grammar/line.hpp"

namespace vitro::nn::grammar {
namespace {

using english_forms::As;
using english_forms::be;
using english_forms::noun_phrase;
using english_forms::present;
using english_forms::progressive;

enum class Tense : std::uint8_t { simple, past, progressive, future };

Tense tense_of(const Clause& c, const Verb& verb, bool habitual) {
    if (c.past) return Tense::past;
    if (c.adverb && c.adverb->time == Time::future && !c.modal) return Tense::future;
    if (habitual || c.modal || verb.has(kState | kInstant)) return Tense::simple;
    const bool asks = c.question_word && c.question_word->progressive;
    const bool ongoing = c.adverb ? c.adverb->time == Time::now : asks || verb.has(kOngoing);
    return ongoing ? Tense::progressive : Tense::simple;
}

bool says_there(const Clause& c) {
    return c.verb->frame == Frame::existential;
}

bool negative(const Clause& c) {
    return c.negated || (c.direct.noun && c.direct.determiner == Determiner::negative && !says_there(c));
}

/// auxiliary [subject] [not] verb. The auxiliary is empty where the tense has none and nothing asks for one.
struct Verbs {
    std::string auxiliary, verb;
};

/// "want to read", "tries to read": the finite verb leads, the other follows as an infinitive.
std::string leading(const std::string& finite, const Clause& c) {
    return finite + " to " + std::string(c.verb->english.base);
}

Verbs with_modal(const Clause& c, const Modal& modal, Person person, bool needs_auxiliary) {
    const std::string lexical(modal.lexical);
    if (!modal.auxiliary.empty())
        return {std::string(modal.auxiliary),
                lexical.empty() ? std::string(c.verb->english.base) : leading(lexical, c)};
    if (needs_auxiliary) return {person == Person::er ? "does" : "do", leading(lexical, c)};
    return {"", leading(present(lexical, person), c)};
}

Verbs in_tense(const EnglishVerb& verb, Tense tense, Person person, bool needs_auxiliary) {
    const std::string base(verb.base);
    switch (tense) {
        case Tense::progressive:
            return {std::string(be(person, false)), progressive(verb)};
        case Tense::future:
            return {"will", base};
        case Tense::past:
            if (needs_auxiliary) return {"did", base};
            return {"", std::string(verb.past)};
        case Tense::simple:
            break;
    }
    if (needs_auxiliary) return {person == Person::er ? "does" : "do", base};
    return {"", present(base, person)};
}

Verbs verbs_of(const Clause& c, bool habitual) {
    const Person person = agreement(says_there(c) ? c.direct : c.subject);
    const bool needs_auxiliary = negative(c) || (c.question && c.subject.said());
    const Verb& finite = c.control ? *c.control : *c.verb;
    const Tense tense = tense_of(c, finite, habitual);
    if (c.modal) return with_modal(c, *c.modal, person, needs_auxiliary);
    if (finite.has(kWould)) return {"would", std::string(finite.english.base)};
    if (finite.frame == Frame::copula || finite.frame == Frame::existential) {
        if (tense == Tense::future) return {"will", "be"};
        return {std::string(be(person, c.past)), ""};
    }
    Verbs verbs = in_tense(finite.english, tense, person, needs_auxiliary);
    if (c.control) verbs.verb = leading(verbs.verb, c);
    return verbs;
}

std::string subject_of(const Clause& c) {
    return says_there(c) ? "there" : noun_phrase(c.subject, As::subject);
}

/// "is not", "cannot": the auxiliary and its negation where no subject comes between them.
void auxiliary_and_not(const std::string& auxiliary, bool negated, Line& line) {
    if (negated && auxiliary == "can")
        line << "cannot";
    else
        line << auxiliary << (negated ? "not" : "");
}

/// The verb with its particle and everything behind it.
void verb_and_rest(const Clause& c, const std::string& verb, Line& line) {
    const auto& [base, past, ing, particle, preposition] = c.verb->english;
    const bool pronoun = c.direct.pronoun != Pronoun::none;
    const bool stranded = c.question_word && c.verb->frame == Frame::linked && !c.complement.preposition;
    line << verb << (pronoun ? "" : particle) << preposition;
    line << noun_phrase(c.indirect, As::object) << noun_phrase(c.direct, says_there(c) ? As::there : As::object);
    line << (pronoun ? particle : "") << english_forms::phrase(c.complement) << (stranded ? c.verb->link->english : "");
    if (c.predicate) line << (c.very ? "very" : "") << c.predicate->english;
}

bool in_front(const Clause& c, Front front) {
    return c.front == front && !c.question;
}

void clause(const Clause& c, bool habitual, Line& line) {
    const auto [auxiliary, verb] = verbs_of(c, habitual);
    const string_view adverb = c.adverb ? c.adverb->english : "";
    const bool adverb_leads = in_front(c, Front::adverb), adjunct_leads = in_front(c, Front::adjunct);
    const bool often = c.adverb && c.adverb->time == Time::frequency && !adverb_leads;
    if (adverb_leads) line << adverb;
    if (adjunct_leads) line << english_forms::phrase(c.adjunct);
    if (c.question) {
        line << (c.question_word ? c.question_word->english : "");
        const bool subject = c.subject.said();
        auxiliary_and_not(auxiliary, negative(c) && !subject, line);
        line << subject_of(c) << (negative(c) && subject ? "not" : "");
    } else {
        line << subject_of(c);
        auxiliary_and_not(auxiliary, negative(c), line);
    }
    line << (often ? adverb : "");
    verb_and_rest(c, verb, line);
    if (!adjunct_leads) line << english_forms::phrase(c.adjunct);
    if (!adverb_leads && !often) line << adverb;
}

}  // namespace

std::string english(const Sentence& s) {
    const bool habitual = s.conjunction && s.conjunction->habitual;
    Line line;
    if (s.conjunction && s.subordinate_first) {
        line << s.conjunction->english;
        clause(s.subordinate, habitual, line);
        line << ",";
    }
    clause(s.main, habitual, line);
    if (s.conjunction && !s.subordinate_first) {
        line << s.conjunction->english;
        clause(s.subordinate, habitual, line);
    }
    line << (s.main.question ? "?" : ".");
    return std::move(line).text();
}

}  // namespace vitro::nn::grammar
