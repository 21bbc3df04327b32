// nn/data/grammar/meaning.cpp: what else is asked about a noun phrase.
#include "nn/data/grammar/meaning.hpp"

namespace vitro::nn::grammar {

Person agreement(const NounPhrase& subject) {
    switch (subject.pronoun) {
        case Pronoun::ich:
            return Person::ich;
        case Pronoun::du:
            return Person::du;
        case Pronoun::wir:
            return Person::wir;
        case Pronoun::ihr:
            return Person::ihr;
        case Pronoun::sie_plural:
            return Person::sie;
        case Pronoun::none:
            return subject.number == Number::plural ? Person::sie : Person::er;
        default:
            return Person::er;
    }
}

bool is_known(const NounPhrase& phrase) {
    switch (phrase.determiner) {
        case Determiner::indefinite:
        case Determiner::negative:
        case Determiner::two:
        case Determiner::three:
        case Determiner::many:
            return phrase.pronoun != Pronoun::none;
        default:
            return true;
    }
}

bool is_human(const NounPhrase& p) {
    if (p.pronoun != Pronoun::none) return p.pronoun != Pronoun::es;
    return p.noun && any(p.noun->kinds, kPerson);
}

}  // namespace vitro::nn::grammar
