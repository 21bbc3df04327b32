// nn/data/grammar/german_forms.hpp: German inflection: phrases in a case, verbs in a person.
#pragma once

#include <string>

#include "nn/data/grammar/meaning.hpp"

namespace vitro::nn::grammar::german_forms {

/// "den alten lehrer", "meinem bruder", "das auto meines bruders", "mir".
std::string noun_phrase(const NounPhrase& phrase, Case in);

/// "im park", "auf einen zug"; empty for an empty phrase.
std::string phrase(const Phrase& phrase);

/// The finite form without its separable prefix. `changed` is the stem of du and er where the verb has one.
std::string present(string_view infinitive, string_view changed, Person person);

/// war, warst, ...: the one preterite in the grammar; all other verbs use the perfect.
string_view was(Person person);

}  // namespace vitro::nn::grammar::german_forms
