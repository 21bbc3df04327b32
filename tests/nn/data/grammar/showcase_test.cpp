// tests/nn/data/grammar/showcase_test.cpp: the showcase was typed by hand; the grammar says the same.
#include <doctest/doctest.h>

#include "nn/data/grammar/grammar.hpp"
#include "tests/nn/data/grammar/phrases.hpp"

namespace vitro::nn::grammar {
namespace {

using enum Frame;
using enum Determiner;

std::vector<Sentence> meanings() {
    const Clause beer{
        .subject = pronoun(Pronoun::ich), .verb = &verb("möchten", accusative), .direct = np(indefinite, "bier")};
    const Clause mother{.subject = the("alt", "lehrer"),
                        .verb = &verb("anrufen", accusative),
                        .direct = np(his, "mutter"),
                        .adverb = &adverb("heute"),
                        .front = Front::adverb};
    const Clause boy{.subject = the("königin"),
                     .verb = &verb("lieben", accusative),
                     .direct = the("klein", "junge"),
                     .front = Front::direct};
    const Clause book{.subject = pronoun(Pronoun::du),
                      .verb = &verb("lesen", accusative),
                      .direct = the("alt", "buch"),
                      .adverb = &adverb("gestern"),
                      .past = true,
                      .question = true};
    const Clause sleep{.subject = the("kind"),
                       .verb = &verb("schlafen", intransitive),
                       .modal = &modal("wollen"),
                       .negated = true,
                       .question_word = &question_word("warum"),
                       .question = true};
    const Clause bus{.subject = np(Determiner::my, "bruder"),
                     .verb = &verb("fahren", linked),
                     .complement = {verb("fahren", linked).link, the("bus")}};
    const Clause rain{.subject = pronoun(Pronoun::es), .verb = &verb("regnen", weather)};
    const Clause know{.subject = pronoun(Pronoun::wir), .verb = &verb("wissen", clausal), .negated = true};
    const Clause train{.subject = the("zug"), .verb = &verb("ankommen", intransitive), .adverb = &adverb("morgen")};
    NounPhrase dress = the("kleid");
    dress.owner = &noun("königin");
    const Clause wash{.subject = np(Determiner::my, "schwester"),
                      .verb = &verb("waschen", accusative),
                      .direct = dress,
                      .control = &verb("vergessen", control),
                      .past = true};
    const Clause station{.subject = pronoun(Pronoun::es),
                         .verb = &verb("geben", existential),
                         .direct = np(negative, "bahnhof"),
                         .adjunct = at(np(demonstrative, "dorf")),
                         .front = Front::adjunct};
    return {{beer},
            {mother},
            {boy},
            {book},
            {sleep},
            {bus, &conjunction("wenn"), rain, true},
            {know, &conjunction("ob"), train},
            {wash},
            {station}};
}

TEST_CASE("the showcase is what the grammar says") {
    const std::vector<Sentence> said = meanings();
    REQUIRE(said.size() == showcase().size());
    for (std::size_t i = 0; i < said.size(); ++i) {
        CHECK(german(said[i]) == showcase()[i].german);
        CHECK(english(said[i]) == showcase()[i].english);
    }
}

}  // namespace
}  // namespace vitro::nn::grammar
