// tests/nn/data/grammar/phrases.hpp: short names for the parts of meanings, and the check of what they become.
#pragma once

#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <vector>

#include "nn/data/grammar/meaning.hpp"

namespace vitro::nn::grammar {

inline NounPhrase np(Determiner determiner, std::string_view german, Number number = Number::singular,
                     const Adjective* adjective = nullptr) {
    return {.noun = &noun(german), .number = number, .determiner = determiner, .adjective = adjective};
}

inline NounPhrase the(std::string_view german, Number number = Number::singular) {
    return np(Determiner::definite, german, number);
}

inline NounPhrase the(std::string_view adjective_german, std::string_view german) {
    return np(Determiner::definite, german, Number::singular, &adjective(adjective_german));
}

inline NounPhrase a(std::string_view german) {
    return np(Determiner::indefinite, german);
}

inline NounPhrase mine(std::string_view german) {
    return np(Determiner::my, german);
}

inline NounPhrase pronoun(Pronoun which) {
    return {.pronoun = which};
}

inline Phrase at(const NounPhrase& place) {
    return {place.noun->at, place};
}

inline Phrase to(const NounPhrase& place) {
    return {place.noun->to, place};
}

struct Said {
    Sentence sentence;
    std::string german, english;
};

/// Both languages say what they should.
inline void check(const std::vector<Said>& all) {
    for (const Said& said : all) {
        CHECK(german(said.sentence) == said.german);
        CHECK(english(said.sentence) == said.english);
    }
}

}  // namespace vitro::nn::grammar
