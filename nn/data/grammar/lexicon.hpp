// nn/data/grammar/lexicon.hpp: the words, each with what German and English need to know about it.
//
// An entry is one meaning with a word on each side. Kinds keep the sentences sensible: a noun says what it is, a verb
// says which kinds it takes as subject, as object and as place.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "nn/data/grammar/kinds.hpp"

namespace vitro::nn::grammar {

using std::string_view;

/// A preposition with the case it governs here; "in" is there twice, with dative (where) and accusative (where to).
struct Preposition {
    string_view german;
    Case governs;
    string_view english;
};

enum class Declension : std::uint8_t {
    strong,  // der mann, des mannes
    weak,    // der junge, den jungen: every form but the nominative ends as the plural does
    mass,    // brot: no plural, no "ein"
    single,  // ein bier: no plural
};

struct Noun {
    string_view german, plural;
    Gender gender;
    string_view english, english_plural;
    Kinds kinds;
    Declension declension = Declension::strong;
    const Preposition* at = nullptr;  // places: im park, in the park
    const Preposition* to = nullptr;  // places: zum bahnhof, to the station
};

struct Adjective {
    string_view german, stem;  // teuer, teur-
    string_view english;
    Kinds kinds;
    bool feeling = false;  // a reason for something: weil er müde ist
};

enum class Frame : std::uint8_t {
    intransitive,
    accusative,
    dative,
    ditransitive,  // gibt der frau das buch
    linked,        // wartet auf den bus
    directional,   // geht in die küche
    positional,    // sitzt in der küche
    placement,     // legt das buch auf den tisch
    copula,
    existential,  // es gibt
    clausal,      // weiß , dass
    control,      // versucht , ... zu lesen
    weather,
};

struct GermanVerb {
    string_view infinitive, participle;
    string_view changed = "";  // the stem of du and er where it differs: schläf-
    string_view prefix = "";   // separable: an-rufen
};

struct EnglishVerb {
    string_view base, past;
    string_view ing = "";          // where the rule would be wrong
    string_view particle = "";     // pick up the child, pick him up
    string_view preposition = "";  // look for him
};

struct Verb {
    GermanVerb german;
    EnglishVerb english;
    Frame frame;
    Kinds subject;
    Kinds object = kNone;  // for positional and directional verbs, the place
    Traits traits = kPlain;
    Kinds where = kNone;                // where one does it
    const Preposition* link = nullptr;  // auf den bus warten

    bool has(std::uint32_t trait) const { return (traits & trait) != 0; }
};

struct Modal {
    string_view german;
    string_view auxiliary, lexical;  // "can" and nothing; "would" and "like"; nothing and "want"
};

/// An adverb of time decides on the English tense.
enum class Time : std::uint8_t { now, future, past, habit, frequency };

struct Adverb {
    string_view german, english;
    Time time;
    bool fronted = true;  // may stand in front
    bool late = false;    // stands behind known objects, as nicht does
};

struct QuestionWord {
    string_view german, english;
    bool progressive = false;  // why is he laughing
};

struct Conjunction {
    string_view german, english;
    bool habitual = false;  // when it rains
};

std::span<const Noun> nouns();
std::span<const Verb> verbs();
std::span<const Adjective> adjectives();
std::span<const Adverb> adverbs();
std::span<const Modal> modals();

// One entry by its German dictionary form ("anrufen"); core::Error names the missing word.
const Noun& noun(string_view german);
const Verb& verb(string_view german, Frame frame);
const Adjective& adjective(string_view german);
const Adverb& adverb(string_view german);
const Modal& modal(string_view german);
const QuestionWord& question_word(string_view german);
const Conjunction& conjunction(string_view german);
const Preposition& preposition(string_view german, Case governs, string_view english);

}  // namespace vitro::nn::grammar
