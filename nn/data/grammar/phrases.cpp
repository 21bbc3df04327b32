// nn/data/grammar/phrases.cpp: draws noun phrases. A list that names a choice twice makes it twice as likely.
#include <array>

#include "nn/data/grammar/prepositions.hpp"
#include "nn/data/grammar/sampler.hpp"

namespace vitro::nn::grammar {
namespace {

using enum Determiner;

constexpr Determiner kSingular[] = {definite,   definite,   definite,      definite, definite, definite, indefinite,
                                    indefinite, indefinite, demonstrative, my,       your,     our};
constexpr Determiner kPlural[] = {definite,   definite,      definite, definite, definite, definite, indefinite,
                                  indefinite, demonstrative, my,       our,      two,      three,    many};
constexpr Determiner kPossessive[] = {my, your, our};
constexpr Determiner kNewSingular[] = {indefinite, indefinite, indefinite, negative};
constexpr Determiner kNewPlural[] = {indefinite, two, three, many, negative};

constexpr Pronoun kSubjects[] = {Pronoun::ich, Pronoun::ich, Pronoun::du,  Pronoun::du,        Pronoun::er,
                                 Pronoun::sie, Pronoun::wir, Pronoun::ihr, Pronoun::sie_plural};
constexpr Pronoun kAccusatives[] = {Pronoun::ich, Pronoun::du, Pronoun::er, Pronoun::wir, Pronoun::ihr};
constexpr Pronoun kDatives[] = {Pronoun::ich, Pronoun::du,  Pronoun::er,        Pronoun::sie,
                                Pronoun::wir, Pronoun::ihr, Pronoun::sie_plural};

constexpr Kinds kOwned = kKin | kAnimal | kText | kVehicle | kClothes | kThing | kFurniture | kHome;

bool possessive(Determiner d) {
    return d == my || d == your || d == his || d == our;
}

bool countable(const Noun& noun) {
    return !noun.plural.empty();
}

/// Somebody whose things are "his" without a doubt.
bool masculine(const NounPhrase& p) {
    if (p.pronoun != Pronoun::none) return p.pronoun == Pronoun::er;
    return p.noun && p.number == Number::singular && p.noun->gender == Gender::masculine && any(p.noun->kinds, kPerson);
}

/// ich and wir overlap, and du and ihr: "ich sehe uns" is odd.
bool overlap(Pronoun a, Pronoun b) {
    const auto group = [](Pronoun p) {
        if (p == Pronoun::ich || p == Pronoun::wir) return 1;
        return p == Pronoun::du || p == Pronoun::ihr ? 2 : 0;
    };
    return group(a) != 0 && group(a) == group(b);
}

}  // namespace

const Noun& Sampler::noun_of(Kinds kinds, const NounPhrase& other) {
    for (;;) {
        const Noun& noun = random_.pick(nouns());
        if (any(noun.kinds, kinds) && &noun != other.noun) return noun;
    }
}

const Adjective* Sampler::adjective_for(Kinds kinds) {
    for (;;) {
        const Adjective& adjective = random_.pick(adjectives());
        if (any(adjective.kinds, kinds) && !(adjective.feeling && random_.chance(50))) return &adjective;
    }
}

Determiner Sampler::determiner(const Noun& noun, Number number, const NounPhrase& by) {
    Determiner d = number == Number::plural ? random_.pick(kPlural) : random_.pick(kSingular);
    const bool kin = any(noun.kinds, kKin);
    if (kin && !possessive(d)) d = random_.pick(kPossessive);
    if (possessive(d) && any(noun.kinds, kPublic)) d = definite;
    if (d == indefinite && number == Number::plural && any(noun.kinds, kPerson)) d = definite;
    const bool child = kin && any(noun.kinds, kYoung) && by.noun && any(by.noun->kinds, kYoung);
    if (possessive(d) && masculine(by) && !child && random_.chance(60)) d = his;
    return d;
}

/// "mein bruder" -> "der bruder der ärztin", now and then.
void Sampler::own(NounPhrase& p) {
    const bool can = (p.determiner == definite || possessive(p.determiner)) && any(p.noun->kinds, kOwned);
    if (!can || any(p.noun->kinds, kPublic) || !random_.chance(12)) return;
    p.owner = &noun_of(kGrown | kKin, p);
    p.owner_determiner = any(p.owner->kinds, kKin) ? random_.pick(kPossessive) : definite;
    p.determiner = definite;
}

NounPhrase Sampler::subject(Kinds kinds, Known known, const NounPhrase& other) {
    if (any(kinds, kPerson) && random_.chance(35)) return {.pronoun = random_.pick(kSubjects)};
    NounPhrase p{.noun = &noun_of(kinds, other)};
    if (countable(*p.noun) && random_.chance(30)) p.number = Number::plural;
    do p.determiner = determiner(*p.noun, p.number, {});
    while (known == Known::yes && !is_known(p));
    own(p);
    const bool every_one = any(p.noun->kinds, kLiving) && !any(p.noun->kinds, kKin) && p.number == Number::singular;
    if (known == Known::any && !p.owner && every_one && random_.chance(5)) p.determiner = every;
    if (random_.chance(35)) p.adjective = adjective_for(p.noun->kinds);
    return p;
}

NounPhrase Sampler::object(Kinds kinds, const NounPhrase& by) {
    NounPhrase p{.noun = &noun_of(kinds, by)};
    if (countable(*p.noun) && random_.chance(30)) p.number = Number::plural;
    p.determiner = determiner(*p.noun, p.number, by);
    own(p);
    if (random_.chance(45)) p.adjective = adjective_for(p.noun->kinds);
    return p;
}

NounPhrase Sampler::new_object(Kinds kinds, bool negatable) {
    NounPhrase p{.noun = &noun_of(kinds, {})};
    if (countable(*p.noun) && random_.chance(35)) p.number = Number::plural;
    do p.determiner = p.number == Number::plural ? random_.pick(kNewPlural) : random_.pick(kNewSingular);
    while (p.determiner == negative && !negatable);
    if (random_.chance(45)) p.adjective = adjective_for(p.noun->kinds);
    return p;
}

NounPhrase Sampler::object_pronoun(Case in, const NounPhrase& by) {
    for (;;) {
        const Pronoun pronoun = in == Case::dative ? random_.pick(kDatives) : random_.pick(kAccusatives);
        if (!overlap(pronoun, by.pronoun)) return {.pronoun = pronoun};
    }
}

NounPhrase Sampler::person_or_thing(Kinds kinds, Case in, const NounPhrase& by) {
    if (any(kinds, kPerson) && random_.chance(25)) return object_pronoun(in, by);
    return object(kinds, by);
}

Phrase Sampler::place(Kinds kinds, const NounPhrase& by, bool directional) {
    NounPhrase p{.noun = &noun_of(kinds, by)};
    p.determiner = random_.chance(60) ? definite : determiner(*p.noun, p.number, by);
    if (random_.chance(30)) p.adjective = adjective_for(p.noun->kinds);
    return {directional ? p.noun->to : p.noun->at, p};
}

/// Chairs and tables: auf, neben, and unter unless it is a person; buildings: vor, hinter, neben.
Phrase Sampler::near(Kinds kinds, const NounPhrase& by, Case in) {
    constexpr string_view kFurnitureSides[][2] = {{"auf", "on"}, {"neben", "next to"}, {"unter", "under"}};
    constexpr string_view kBuildingSides[][2] = {{"vor", "in front of"}, {"neben", "next to"}, {"hinter", "behind"}};
    const NounPhrase p = place(kinds, by, false).noun;
    const std::size_t side = random_.below(is_human(by) ? 2 : 3);
    const auto& [german, english] = any(p.noun->kinds, kFurniture) ? kFurnitureSides[side] : kBuildingSides[side];
    return {&preposition(german, in, english), p};
}

}  // namespace vitro::nn::grammar
