// nn/data/grammar/english_forms.hpp: English inflection: phrases as subject or object, verbs in a person or a tense.
#pragma once

#include <string>

#include "nn/data/grammar/meaning.hpp"

namespace vitro::nn::grammar::english_forms {

enum class As : std::uint8_t { subject, object, there };  // there: of "there is"

/// "an old teacher", "my brother", "my brother 's car", "him". A negative determiner is "a" or "any", as the verb is
/// negated instead, but "no" after "there is".
std::string noun_phrase(const NounPhrase& phrase, As role);

/// "in the park", "for a train"; empty for an empty phrase.
std::string phrase(const Phrase& phrase);

std::string present(string_view base, Person person);  // he goes
std::string progressive(const EnglishVerb& verb);      // going
string_view be(Person person, bool past);

}  // namespace vitro::nn::grammar::english_forms
