// nn/data/grammar/meaning.hpp: what a sentence says, before it is said in either language.
//
// german() and english() each turn the same meaning into words. Nothing here is German or English but the pointers into
// the lexicon, whose entries carry both. A field that is empty is not said.
#pragma once

#include <string>

#include "nn/data/grammar/lexicon.hpp"

namespace vitro::nn::grammar {

enum class Pronoun : std::uint8_t { none, ich, du, er, sie, es, wir, ihr, sie_plural };

enum class Determiner : std::uint8_t {
    definite,
    indefinite,  // ein; nothing with plurals and masses
    negative,    // kein: English negates the verb
    demonstrative,
    every,
    my,
    your,
    his,
    our,
    two,
    three,
    many
};

struct NounPhrase {
    const Noun* noun = nullptr;
    Number number = Number::singular;
    Determiner determiner = Determiner::definite;
    const Adjective* adjective = nullptr;
    const Noun* owner = nullptr;  // genitive, singular
    Determiner owner_determiner = Determiner::definite;
    Pronoun pronoun = Pronoun::none;  // instead of all the above

    bool said() const { return noun != nullptr || pronoun != Pronoun::none; }
};

struct Phrase {
    const Preposition* preposition = nullptr;
    NounPhrase noun{};
};

/// Which part stands before the German verb; English moves adverbs and adjuncts, never objects.
enum class Front : std::uint8_t { subject, adverb, adjunct, direct };

struct Clause {
    NounPhrase subject{};
    const Verb* verb = nullptr;
    NounPhrase direct{}, indirect{};
    Phrase complement{}, adjunct{};
    const Adjective* predicate = nullptr;  // of the copula
    bool very = false;
    const Adverb* adverb = nullptr;
    const Modal* modal = nullptr;
    const Verb* control = nullptr;  // versucht , ... zu (verb)
    bool past = false, negated = false;
    Front front = Front::subject;
    const QuestionWord* question_word = nullptr;  // stands for the part that is not said
    bool question = false;
};

struct Sentence {
    Clause main{};
    const Conjunction* conjunction = nullptr;
    Clause subordinate{};
    bool subordinate_first = false;
};

/// The form of the verb that a subject takes; a question word (nothing said) takes the third person.
Person agreement(const NounPhrase& subject);

/// "der mann", "mein hund", "ich"; not "ein hund", "kein hund", "zwei hunde".
bool is_known(const NounPhrase& phrase);

bool is_human(const NounPhrase& phrase);

/// One line each: lower case, tokens separated by one space, punctuation a token of its own.
std::string german(const Sentence& sentence);
std::string english(const Sentence& sentence);

}  // namespace vitro::nn::grammar
