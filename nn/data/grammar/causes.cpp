// nn/data/grammar/causes.cpp: draws sentences with weil, obwohl and wenn, whose two clauses have to do with each other.
#include <utility>

#include "nn/data/grammar/sampler.hpp"

namespace vitro::nn::grammar {
namespace {

using enum Frame;

/// Who is tired sleeps, and does not work: weil and wenn say so as it stands, obwohl says the contrary.
struct Effect {
    string_view cause, verb;
    Frame frame;
    bool done;
};
constexpr Effect kEffects[] = {
    {"müde", "schlafen", intransitive, true},    {"müde", "arbeiten", intransitive, false},
    {"müde", "tanzen", intransitive, false},     {"müde", "bleiben", positional, true},
    {"müde", "sitzen", positional, true},        {"hungrig", "essen", accusative, true},
    {"hungrig", "kochen", accusative, true},     {"hungrig", "lachen", intransitive, false},
    {"traurig", "weinen", intransitive, true},   {"traurig", "lachen", intransitive, false},
    {"traurig", "singen", intransitive, false},  {"traurig", "anrufen", accusative, true},
    {"glücklich", "lachen", intransitive, true}, {"glücklich", "tanzen", intransitive, true},
    {"glücklich", "singen", intransitive, true}, {"glücklich", "danken", dative, true},
    {"regnen", "bleiben", positional, true},     {"regnen", "fahren", linked, true},
    {"regnen", "spielen", intransitive, false},  {"regnen", "schwimmen", intransitive, false},
    {"regnen", "laufen", directional, false},    {"regnen", "zumachen", accusative, true},
    {"regnen", "besuchen", accusative, false},
};

struct Deed {
    string_view verb;
    Frame frame;
};
/// The one is done in order to do the other.
constexpr Deed kPurposes[][2] = {
    {{"gehen", directional}, {"kaufen", accusative}},
    {{"gehen", directional}, {"arbeiten", intransitive}},
    {{"gehen", directional}, {"trinken", accusative}},
    {{"gehen", directional}, {"spielen", linked}},
    {{"gehen", directional}, {"schlafen", intransitive}},
    {{"fahren", directional}, {"besuchen", accusative}},
    {{"fahren", directional}, {"schwimmen", intransitive}},
    {{"fahren", directional}, {"abholen", accusative}},
    {{"fahren", linked}, {"besuchen", accusative}},
    {{"fahren", linked}, {"arbeiten", intransitive}},
    {{"laufen", directional}, {"fahren", linked}},
    {{"laufen", directional}, {"helfen", dative}},
    {{"laufen", directional}, {"sehen", accusative}},
    {{"anrufen", accusative}, {"einladen", accusative}},
    {{"anrufen", accusative}, {"danken", dative}},
    {{"anrufen", accusative}, {"sprechen", linked}},
    {{"aufstehen", intransitive}, {"kochen", accusative}},
    {{"aufstehen", intransitive}, {"lesen", accusative}},
    {{"aufstehen", intransitive}, {"öffnen", accusative}},
    {{"aufstehen", intransitive}, {"waschen", accusative}},
    {{"arbeiten", intransitive}, {"kaufen", accusative}},
    {{"arbeiten", intransitive}, {"helfen", dative}},
    {{"warten", linked}, {"sprechen", linked}},
    {{"warten", linked}, {"zeigen", ditransitive}},
    {{"warten", linked}, {"geben", ditransitive}},
    {{"kochen", accusative}, {"einladen", accusative}},
    {{"einladen", accusative}, {"zeigen", ditransitive}},
    {{"einladen", accusative}, {"tanzen", intransitive}},
    {{"öffnen", accusative}, {"singen", intransitive}},
};
/// While, or after, doing the one, people do the other.
constexpr Deed kOccasions[] = {{"arbeiten", intransitive}, {"ankommen", intransitive}, {"aufstehen", intransitive},
                               {"lesen", accusative},      {"kochen", accusative},     {"warten", linked},
                               {"besuchen", accusative},   {"fahren", linked},         {"gehen", directional}};
constexpr Deed kHabits[] = {{"trinken", accusative},  {"essen", accusative}, {"singen", intransitive},
                            {"anrufen", accusative},  {"sprechen", linked},  {"helfen", dative},
                            {"lachen", intransitive}, {"zuhören", dative},   {"denken", linked}};

/// The pronoun that takes up a subject again; none for "das kind" (es) and "jeder junge".
Pronoun taken_up(const NounPhrase& p) {
    if (p.pronoun != Pronoun::none) return p.pronoun;
    if (p.number == Number::plural) return Pronoun::sie_plural;
    if (p.determiner == Determiner::every || p.noun->gender == Gender::neuter) return Pronoun::none;
    return p.noun->gender == Gender::masculine ? Pronoun::er : Pronoun::sie;
}

/// "wenn er müde ist , schläft der mann" -> "wenn der mann müde ist , schläft er": the name comes first.
void put_subordinate_first(Sentence& s) {
    s.subordinate_first = true;
    if (s.subordinate.subject.pronoun != Pronoun::es) std::swap(s.main.subject, s.subordinate.subject);
}

}  // namespace

NounPhrase Sampler::recurring_subject() {
    for (;;) {
        const NounPhrase p = subject(kPerson, Known::any);
        if (taken_up(p) != Pronoun::none) return p;
    }
}

/// "(weil) er mit der frau sprechen will". Nobody meets himself: the objects differ from the one whom "er" stands for.
Clause Sampler::clause_about(const NounPhrase& somebody, const Verb& verb) {
    Clause c{.subject = somebody, .verb = &verb};
    add_objects(c);
    c.subject = {.pronoun = taken_up(somebody)};
    return c;
}

/// "(weil) es regnet", "(weil) er sehr müde war"
Clause Sampler::cause(string_view reason, const NounPhrase& again, bool past) {
    if (reason == "regnen") return {.subject = {.pronoun = Pronoun::es}, .verb = &verb(reason, weather), .past = past};
    return {.subject = again,
            .verb = &verb("sein", copula),
            .predicate = &adjective(reason),
            .very = random_.chance(25),
            .past = past};
}

/// der mann arbeitet nicht , weil er müde ist .
Sentence Sampler::effect() {
    constexpr string_view kJoining[] = {"weil", "weil", "obwohl", "wenn", "wenn"};
    const auto& [reason, deed, frame, done] = random_.pick(kEffects);
    const string_view joining = random_.pick(kJoining);
    Sentence s{.conjunction = &conjunction(joining)};
    Clause& c = s.main;
    c = {.subject = recurring_subject(), .verb = &verb(deed, frame)};
    c.subject.adjective = nullptr;  // "der müde mann schläft , weil er müde ist" says it twice
    add_objects(c);
    c.past = joining != "wenn" && random_.chance(25);
    const bool positive = done != (joining == "obwohl");
    if (positive && random_.chance(20)) add_modal(c);
    if (positive && random_.chance(20)) add_adjunct(c);
    if (!positive) deny(c);
    s.subordinate = cause(reason, {.pronoun = taken_up(c.subject)}, c.past);
    if (random_.chance(joining == "wenn" ? 65 : 35)) put_subordinate_first(s);
    return s;
}

/// die frau geht in die küche , weil sie einen kuchen essen möchte .
Sentence Sampler::intention() {
    constexpr string_view kModals[] = {"wollen", "möchten", "müssen"};
    const auto& [means, end] = random_.pick(kPurposes);
    Sentence s{.conjunction = &conjunction("weil")};
    s.main = {.subject = recurring_subject(), .verb = &verb(means.verb, means.frame)};
    add_objects(s.main);
    s.subordinate = clause_about(s.main.subject, verb(end.verb, end.frame));
    s.subordinate.modal = &modal(random_.pick(kModals));
    if (random_.chance(35)) put_subordinate_first(s);
    return s;
}

/// wenn meine schwester ein buch liest , trinkt sie immer tee .
Sentence Sampler::circumstance() {
    const auto& [occasion, occasion_frame] = random_.pick(kOccasions);
    const auto& [habit, habit_frame] = random_.pick(kHabits);
    Sentence s{.conjunction = &conjunction("wenn")};
    s.main = {.subject = recurring_subject(), .verb = &verb(habit, habit_frame)};
    add_objects(s.main);
    if (random_.chance(35)) s.main.adverb = &adverb_of(Time::frequency);
    s.subordinate = clause_about(s.main.subject, verb(occasion, occasion_frame));
    if (random_.chance(65)) put_subordinate_first(s);
    return s;
}

}  // namespace vitro::nn::grammar
