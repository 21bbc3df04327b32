// nn/data/grammar/clauses.cpp: draws one clause around a verb: objects, place, modal, tense, time, negation, front
// field.
#include "nn/data/grammar/prepositions.hpp"
#include "nn/data/grammar/sampler.hpp"

namespace vitro::nn::grammar {
namespace {

/// The verb that bears tense and adverbs: "versucht" in "versucht , das buch zu lesen".
const Verb& finite(const Clause& c) {
    return c.control ? *c.control : *c.verb;
}

bool is_new(const NounPhrase& p) {
    return p.said() && !is_known(p);
}

/// "jeder mann hat keinen hund" and "eine frau hat keinen hund" leave open what is denied.
bool deniable(const NounPhrase& subject) {
    return subject.determiner != Determiner::every && !is_new(subject);
}

}  // namespace

bool Sampler::is_action(const Verb& verb) {
    switch (verb.frame) {
        case Frame::copula:
        case Frame::existential:
        case Frame::clausal:
        case Frame::control:
        case Frame::weather:
            return false;
        default:
            return !verb.has(kWould);
    }
}

const Adverb& Sampler::adverb_of(Time time) {
    for (;;) {
        const Adverb& adverb = random_.pick(adverbs());
        if (adverb.time == time) return adverb;
    }
}

Clause Sampler::clause(const Verb& verb, const NounPhrase& subject, Style style) {
    Clause c{.subject = subject, .verb = &verb};
    add_objects(c);
    c.past = !verb.has(kNoPast) && random_.chance(25);
    if (random_.chance(25)) add_modal(c);
    if (style == Style::question) ask_another(c);
    if (random_.chance(35)) add_adjunct(c);
    if (random_.chance(style == Style::embedded ? 30 : 60)) add_adverb(c);
    if (style != Style::question && random_.chance(20)) maybe_negate(c);
    if (style == Style::free) choose_front(c);
    return c;
}

/// One asks "soll ich", but neither "kaufe ich" nor "will ich".
void Sampler::ask_another(Clause& c) {
    const bool sensible = c.modal && c.modal->lexical.empty();
    if (c.subject.pronoun == Pronoun::ich && !sensible) c.subject.pronoun = Pronoun::du;
}

void Sampler::add_objects(Clause& c) {
    const Verb& verb = *c.verb;
    switch (verb.frame) {
        case Frame::accusative:
            c.direct = verb.has(kNewObject) ? new_object(verb.object, deniable(c.subject))
                                            : person_or_thing(verb.object, Case::accusative, c.subject);
            break;
        case Frame::dative:
            c.direct = person_or_thing(verb.object, Case::dative, c.subject);
            break;
        case Frame::ditransitive:
            c.indirect = person_or_thing(kPerson, Case::dative, c.subject);
            c.direct = object(verb.object, c.subject);
            break;
        case Frame::linked:
            c.complement = {verb.link, any(verb.object, kVehicle)
                                           ? place(verb.object, c.subject, false).noun
                                           : person_or_thing(verb.object, verb.link->governs, c.subject)};
            break;
        case Frame::directional:
            c.complement = place(verb.object, c.subject, true);
            break;
        case Frame::positional:
            c.complement = whereabouts(c);
            break;
        case Frame::placement:
            c.direct = object(verb.object, c.subject);
            c.complement = near(kFurniture, {}, Case::accusative);
            break;
        default:
            break;
    }
}

/// "in der küche", "unter dem tisch", "vor dem museum"; who stands, stands in front of a building.
Phrase Sampler::whereabouts(const Clause& c) {
    const bool furniture = any(c.verb->object, kFurniture) && (!any(c.verb->object, kPlace) || random_.chance(50));
    if (furniture) return near(kFurniture, c.subject, Case::dative);
    return c.verb->object == kBuilding ? near(kBuilding, c.subject, Case::dative)
                                       : place(c.verb->object, c.subject, false);
}

void Sampler::add_adjunct(Clause& c) {
    const Verb& verb = *c.verb;
    if (verb.has(kTogether) && random_.chance(50)) {
        const bool with = random_.chance(75);
        const Preposition* together =
            with ? prep("mit", Case::dative, "with") : prep("ohne", Case::accusative, "without");
        c.adjunct = {together, person_or_thing(kPerson, together->governs, c.subject)};
    } else if (verb.has(kFor) && random_.chance(50)) {
        c.adjunct = {prep("für", Case::accusative, "for"), person_or_thing(kPerson, Case::accusative, c.subject)};
    } else if (verb.where != kNone) {
        c.adjunct = place(verb.where, c.subject, false);
    }
}

void Sampler::add_modal(Clause& c) {
    if (!c.past && is_human(c.subject) && !finite(c).has(kState | kUnplanned)) c.modal = &random_.pick(modals());
}

void Sampler::add_adverb(Clause& c) {
    using enum Time;
    constexpr Time kPast[] = {past, past, past, habit, frequency}, kInvoluntary[] = {habit, frequency, frequency},
                   kModal[] = {now, future, habit}, kInstantly[] = {future, habit, frequency},
                   kAny[] = {now, now, future, future, habit, frequency};
    const Verb& verb = finite(c);
    if (verb.has(kState)) return;
    if (c.past)
        c.adverb = &adverb_of(random_.pick(kPast));
    else if (c.modal)
        c.adverb = &adverb_of(random_.pick(kModal));
    else if (verb.has(kUnplanned))
        c.adverb = &adverb_of(random_.pick(kInvoluntary));
    else
        c.adverb = &adverb_of(verb.has(kInstant) ? random_.pick(kInstantly) : random_.pick(kAny));
    if (c.modal && c.adverb->german == "bald") c.adverb = &adverb("morgen");
}

/// Denies the clause, or leaves it alone where German would rather not say it.
void Sampler::maybe_negate(Clause& c) {
    if (c.adverb && (c.adverb->time == Time::habit || c.adverb->time == Time::frequency || c.adverb->german == "bald"))
        return;
    if (c.modal && (c.modal->german == "müssen" || c.modal->german == "möchten")) return;
    if (!deniable(c.subject) || is_new(c.complement.noun) || is_new(c.indirect) || is_new(c.adjunct.noun)) return;
    if (is_new(c.direct) && (c.verb->frame != Frame::accusative || c.direct.determiner != Determiner::indefinite))
        return;
    if (c.adjunct.preposition && c.direct.said()) return;
    deny(c);
}

/// "kein" for a new object, "nicht" otherwise.
void Sampler::deny(Clause& c) {
    if (is_new(c.direct))
        c.direct.determiner = Determiner::negative;
    else
        c.negated = true;
}

void Sampler::choose_front(Clause& c) {
    const bool place = c.adjunct.preposition && c.adjunct.preposition->governs == Case::dative && !c.negated &&
                       c.adjunct.preposition->german != "mit";
    // Only "den", "diesen", "meinen" in front tell the object from the subject.
    const bool masculine = c.verb->frame == Frame::accusative && c.direct.noun && is_known(c.direct) && !c.negated &&
                           c.direct.number == Number::singular && c.direct.noun->gender == Gender::masculine;
    if (c.adverb && c.adverb->fronted && random_.chance(50))
        c.front = Front::adverb;
    else if (place && random_.chance(25))
        c.front = Front::adjunct;
    else if (masculine && random_.chance(20))
        c.front = Front::direct;
}

}  // namespace vitro::nn::grammar
