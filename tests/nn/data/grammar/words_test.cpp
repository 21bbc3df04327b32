// tests/nn/data/grammar/words_test.cpp: the lexicon is consistent, and says which word it does not have.
#include <doctest/doctest.h>
#include <string>

#include "core/error.hpp"
#include "nn/data/grammar/lexicon.hpp"

namespace vitro::nn::grammar {
namespace {

TEST_CASE("a word is found by its dictionary form, and by its frame where it has two") {
    CHECK(noun("mädchen").english == "girl");
    CHECK(verb("anrufen", Frame::accusative).english.base == "call");
    CHECK(verb("fahren", Frame::directional).english.base == "drive");
    CHECK(verb("fahren", Frame::linked).english.base == "take");
    CHECK_THROWS_WITH_AS(noun("einhorn"), "[grammar] the lexicon has no noun 'einhorn'", core::Error);
    CHECK_THROWS_AS(verb("rufen", Frame::accusative), core::Error);
}

TEST_CASE("nouns have a plural on both sides or on neither") {
    for (const Noun& entry : nouns()) {
        CAPTURE(std::string(entry.german));
        CHECK(entry.plural.empty() == entry.english_plural.empty());
        const bool uncounted = entry.declension == Declension::mass || entry.declension == Declension::single;
        CHECK(entry.plural.empty() == uncounted);
        CHECK(any(entry.kinds, kPlace) == (entry.at != nullptr && entry.to != nullptr));
    }
}

/// Whether some noun, other than one that could be the subject too, is what a verb asks for.
bool two_nouns_of(Kinds kinds) {
    int found = 0;
    for (const Noun& entry : nouns()) found += any(entry.kinds, kinds);
    return found >= 2;
}

TEST_CASE("every verb finds subjects, objects and prepositions") {
    for (const Verb& entry : verbs()) {
        CAPTURE(std::string(entry.german.infinitive));
        CHECK((entry.frame == Frame::linked) == (entry.link != nullptr));
        CHECK((entry.subject == kNone || entry.subject == kWeather || two_nouns_of(entry.subject)));
        CHECK((entry.object == kNone || two_nouns_of(entry.object)));
        CHECK((entry.german.participle.empty() == entry.has(kWould)));
    }
}

TEST_CASE("every noun has an adjective") {
    for (const Noun& entry : nouns()) {
        int found = 0;
        for (const Adjective& quality : adjectives()) found += any(quality.kinds, entry.kinds) && !quality.feeling;
        CHECK_MESSAGE(found >= 1, std::string(entry.german));
    }
}

}  // namespace
}  // namespace vitro::nn::grammar
