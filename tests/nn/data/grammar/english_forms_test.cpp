// tests/nn/data/grammar/english_forms_test.cpp: articles, third persons, -ing.
#include "nn/data/grammar/english_forms.hpp"

#include <doctest/doctest.h>

#include "tests/nn/data/grammar/phrases.hpp"

namespace vitro::nn::grammar {
namespace {

using english_forms::As;
using enum Determiner;

std::string object(const NounPhrase& phrase) {
    return english_forms::noun_phrase(phrase, As::object);
}

TEST_CASE("a, an, any, no, and nothing") {
    CHECK(object(a("apfel")) == "an apple");
    CHECK(object(a("ball")) == "a ball");
    CHECK(object(np(indefinite, "ball", Number::singular, &adjective("alt"))) == "an old ball");
    CHECK(object(np(indefinite, "apfel", Number::singular, &adjective("groß"))) == "a big apple");
    CHECK(object(a("brot")) == "bread");
    CHECK(object(np(indefinite, "apfel", Number::plural)) == "apples");
    CHECK(object(np(negative, "apfel")) == "an apple");
    CHECK(object(np(negative, "apfel", Number::plural)) == "any apples");
    CHECK(object(np(negative, "brot")) == "any bread");
    CHECK(english_forms::noun_phrase(np(negative, "apfel"), As::there) == "no apple");
}

TEST_CASE("this and these, me and i, little people and small things") {
    CHECK(object(np(demonstrative, "kind")) == "this child");
    CHECK(object(np(demonstrative, "kind", Number::plural)) == "these children");
    CHECK(object(pronoun(Pronoun::ich)) == "me");
    CHECK(english_forms::noun_phrase(pronoun(Pronoun::ich), As::subject) == "i");
}

TEST_CASE("verbs in the third person and in the progressive") {
    using english_forms::present;
    CHECK(present("go", Person::er) == "goes");
    CHECK(present("wash", Person::er) == "washes");
    CHECK(present("cry", Person::er) == "cries");
    CHECK(present("buy", Person::er) == "buys");
    CHECK(present("have", Person::er) == "has");
    CHECK(present("close", Person::er) == "closes");
    CHECK(present("go", Person::sie) == "go");
    const auto ing = [](std::string_view german, Frame frame) {
        return english_forms::progressive(verb(german, frame).english);
    };
    CHECK(ing("tanzen", Frame::intransitive) == "dancing");
    CHECK(ing("schwimmen", Frame::intransitive) == "swimming");
    CHECK(ing("sehen", Frame::accusative) == "seeing");
    CHECK(ing("liegen", Frame::positional) == "lying");
    CHECK(ing("spielen", Frame::intransitive) == "playing");
}

}  // namespace
}  // namespace vitro::nn::grammar
