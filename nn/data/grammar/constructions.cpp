// nn/data/grammar/constructions.cpp: draws whole sentences: statements, questions, descriptions, subordinate clauses.
#include "nn/data/grammar/sampler.hpp"

namespace vitro::nn::grammar {
namespace {

bool anything(const Verb&) {
    return true;
}

bool about_person(const Verb& verb) {
    return any(verb.object, kPerson) &&
           (verb.frame == Frame::accusative || verb.frame == Frame::dative || verb.frame == Frame::linked);
}

bool about_thing(const Verb& verb) {
    return (verb.frame == Frame::accusative && any(verb.object, kGoods | kDrink | kOpening)) ||
           verb.frame == Frame::ditransitive;
}

}  // namespace

Sentence Sampler::sentence() {
    struct Row {
        unsigned percent;
        Sentence (Sampler::*draw)();
    };
    constexpr Row kRows[] = {{9, &Sampler::yes_no_question},
                             {3, &Sampler::question_about_subject},
                             {5, &Sampler::question_about_object},
                             {5, &Sampler::question_about_circumstance},
                             {6, &Sampler::description},
                             {3, &Sampler::existence},
                             {2, &Sampler::wish},
                             {5, &Sampler::attempt},
                             {6, &Sampler::report},
                             {8, &Sampler::effect},
                             {4, &Sampler::intention},
                             {4, &Sampler::circumstance}};
    std::size_t draw = random_.below(100);
    for (const auto& [percent, construction] : kRows) {
        if (draw < percent) return (this->*construction)();
        draw -= percent;
    }
    return statement();  // the other 40 %
}

/// heute kauft der mann einen alten hut .
Sentence Sampler::statement() {
    const Verb& verb = action_where(anything);
    return {.main = clause(verb, subject(verb.subject, Known::any), Style::free)};
}

/// rufst du heute deine mutter an ?
Sentence Sampler::yes_no_question() {
    const Verb& verb = action_where(anything);
    Sentence s{.main = clause(verb, subject(verb.subject, Known::yes), Style::question)};
    s.main.question = true;
    return s;
}

/// wer hat das brot gekauft ?
Sentence Sampler::question_about_subject() {
    const Verb& verb = action_where([](const Verb& v) { return any(v.subject, kPerson); });
    Sentence s{.main = clause(verb, {}, Style::question)};
    s.main.question = true;
    s.main.question_word = &question_word("wer");
    return s;
}

/// was kauft er ? wen sieht die frau ? wem hilfst du ? auf wen wartet ihr ?
Sentence Sampler::question_about_object() {
    const Verb& verb = action_where([](const Verb& v) { return about_person(v) || about_thing(v); });
    const bool person = about_person(verb) && (!about_thing(verb) || random_.chance(50));
    const bool linked = verb.frame == Frame::linked;
    const bool dative = verb.frame == Frame::dative || (linked && verb.link->governs == Case::dative);
    Sentence s{.main = clause(verb, subject(verb.subject, Known::yes), Style::question)};
    s.main.question = true;
    s.main.question_word = &question_word(!person ? "was" : dative ? "wem" : "wen");
    s.main.direct = {};
    if (linked) s.main.complement = {};
    return s;
}

/// wo wohnt deine schwester ? wohin geht ihr ? wann kommt der zug an ? warum lacht das kind ?
Sentence Sampler::question_about_circumstance() {
    constexpr string_view kWords[] = {"wo", "wohin", "wann", "warum"};
    const string_view word = random_.pick(kWords);
    const Verb& verb = action_where([word](const Verb& v) {
        if (word == "wo") return v.frame == Frame::positional || v.where != kNone;
        if (word == "wohin") return v.frame == Frame::directional;
        return word == "warum" || !v.has(kState | kOngoing);
    });
    Sentence s{.main = clause(verb, subject(verb.subject, Known::yes), Style::question)};
    s.main.question = true;
    s.main.question_word = &question_word(word);
    s.main.adverb = nullptr;
    if (word == "wo") s.main.adjunct = {};
    if (word == "wohin" || (word == "wo" && verb.frame == Frame::positional)) s.main.complement = {};
    if (word == "warum" && random_.chance(30)) maybe_negate(s.main);
    return s;
}

/// die suppe ist sehr heiß . gestern waren wir müde .
Sentence Sampler::description() {
    using enum Time;
    constexpr Kinds kDescribed = kLiving | kGoods | kDrink | kOpening | kPlace;
    Sentence s;
    Clause& c = s.main;
    c = {.subject = subject(random_.chance(50) ? kPerson : kDescribed, Known::yes),
         .verb = &verb("sein", Frame::copula)};
    c.subject.adjective = nullptr;
    c.predicate = adjective_for(c.subject.noun ? c.subject.noun->kinds : kPerson);
    c.past = random_.chance(30);
    c.very = random_.chance(25);
    constexpr Time kPast[] = {past, frequency}, kPresent[] = {now, now, future, frequency};
    if (c.predicate->feeling && random_.chance(50))
        c.adverb = &adverb_of(c.past ? random_.pick(kPast) : random_.pick(kPresent));
    s.main.question = random_.chance(25);
    if (s.main.question) return s;
    if (!c.very && random_.chance(25)) maybe_negate(c);
    choose_front(c);
    return s;
}

/// in der stadt gibt es einen bahnhof .
Sentence Sampler::existence() {
    const bool town = random_.chance(60);
    Sentence s;
    Clause& c = s.main;
    c = {.subject = {.pronoun = Pronoun::es}, .verb = &verb("geben", Frame::existential)};
    c.question = random_.chance(25);
    c.direct = new_object(town ? kBuilding : kAnimal, !c.question);
    c.adjunct = place(town ? kTown : kOutdoors, {}, false);
    if (!is_known(c.adjunct.noun)) c.adjunct.noun.determiner = Determiner::definite;
    if (!c.question && random_.chance(50)) c.front = Front::adjunct;
    return s;
}

/// ich möchte ein bier .
Sentence Sampler::wish() {
    Sentence s{.main = {.subject = subject(kPerson, Known::any), .verb = &verb("möchten", Frame::accusative)}};
    s.main.direct = new_object(random_.chance(60) ? kDrink : kFood, false);
    s.main.question = random_.chance(30);
    if (s.main.question) ask_another(s.main);
    return s;
}

/// der junge versucht , das fenster zu öffnen .
Sentence Sampler::attempt() {
    const Verb& verb = action_where([](const Verb& v) {
        return any(v.subject, kPerson) && v.frame != Frame::intransitive && !v.has(kState | kUnplanned | kNewObject);
    });
    Sentence s;
    Clause& c = s.main;
    c = {.subject = subject(kPerson, Known::any), .verb = &verb};
    c.control = &grammar::verb(random_.chance(60) ? "versuchen" : "vergessen", Frame::control);
    add_objects(c);
    c.past = random_.chance(40);
    if (random_.chance(50)) add_adverb(c);
    if (c.adverb && c.adverb->fronted && random_.chance(50)) c.front = Front::adverb;
    return s;
}

/// ich weiß nicht , ob der zug heute ankommt .
Sentence Sampler::report() {
    struct Row {
        string_view verb, conjunction;
        bool negated;
    };
    constexpr Row kRows[] = {{"wissen", "dass", false},
                             {"wissen", "ob", true},
                             {"sagen", "dass", false},
                             {"hoffen", "dass", false},
                             {"fragen", "ob", false}};
    const auto& [speaking, joined, negated] = random_.pick(kRows);
    const Verb& verb = action_where(anything);
    Sentence s{.conjunction = &conjunction(joined)};
    s.main = {
        .subject = subject(kPerson, Known::yes), .verb = &grammar::verb(speaking, Frame::clausal), .negated = negated};
    s.subordinate = clause(verb, subject(verb.subject, Known::any, s.main.subject),
                           negated || speaking == "fragen" ? Style::question : Style::embedded);
    s.main.past = s.subordinate.past && speaking == "sagen";
    return s;
}

}  // namespace vitro::nn::grammar
