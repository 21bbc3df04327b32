// nn/data/grammar/prepositions.hpp: the prepositions, and how the tables of nouns and verbs name one.
//
// A German preposition has several English ones; the noun or the verb beside it decides, as in both languages.
#pragma once

#include "nn/data/grammar/lexicon.hpp"

namespace vitro::nn::grammar {

inline constexpr Preposition kPrepositions[] = {
    // Where (dative) and where to (accusative, or zu with dative): which one, the place knows.
    {"in", Case::dative, "in"},
    {"in", Case::dative, "at"},
    {"in", Case::accusative, "into"},
    {"in", Case::accusative, "to"},
    {"an", Case::dative, "at"},
    {"auf", Case::dative, "at"},
    {"auf", Case::accusative, "to"},
    {"zu", Case::dative, "to"},
    // Where among furniture and in front of buildings.
    {"auf", Case::dative, "on"},
    {"unter", Case::dative, "under"},
    {"neben", Case::dative, "next to"},
    {"vor", Case::dative, "in front of"},
    {"hinter", Case::dative, "behind"},
    {"auf", Case::accusative, "on"},
    {"unter", Case::accusative, "under"},
    {"neben", Case::accusative, "next to"},
    // Free adjuncts.
    {"mit", Case::dative, "with"},
    {"ohne", Case::accusative, "without"},
    {"für", Case::accusative, "for"},
    // Asked for by a verb: wait for, talk to, think about, laugh at; mit dem bus fahren is "take the bus".
    {"auf", Case::accusative, "for"},
    {"mit", Case::dative, "to"},
    {"an", Case::accusative, "about"},
    {"über", Case::accusative, "at"},
    {"mit", Case::dative, ""},
};

/// The entry for these three; a missing one does not compile.
consteval const Preposition* prep(string_view german, Case governs, string_view english) {
    for (const Preposition& p : kPrepositions)
        if (p.german == german && p.governs == governs && p.english == english) return &p;
    throw "no such preposition";
}

}  // namespace vitro::nn::grammar
