// tests/nn/data/grammar/german_test.cpp: sentences whose difficulty is German: case, word order, separable verbs. Every
// pair was checked by hand, in both languages.
#include <doctest/doctest.h>

#include "tests/nn/data/grammar/phrases.hpp"

namespace vitro::nn::grammar {
namespace {

using enum Frame;
using enum Determiner;
constexpr Number kSeveral = Number::plural;

Clause rain() {
    return {.subject = pronoun(Pronoun::es), .verb = &verb("regnen", weather)};
}

TEST_CASE("main clauses have the verb second, and English its tense from the adverb") {
    const Clause buys{.subject = the("mann"),
                      .verb = &verb("kaufen", accusative),
                      .direct = np(indefinite, "hut", Number::singular, &adjective("alt"))};
    Clause today = buys, tomorrow = buys, often = buys, yesterday = buys;
    today.adverb = &adverb("heute");
    today.front = Front::adverb;
    tomorrow.adverb = &adverb("morgen");
    often.adverb = &adverb("oft");
    yesterday.adverb = &adverb("gestern");
    yesterday.past = true;
    check({{{buys}, "der mann kauft einen alten hut .", "the man buys an old hat ."},
           {{today}, "heute kauft der mann einen alten hut .", "today the man is buying an old hat ."},
           {{tomorrow}, "der mann kauft morgen einen alten hut .", "the man will buy an old hat tomorrow ."},
           {{often}, "der mann kauft oft einen alten hut .", "the man often buys an old hat ."},
           {{yesterday}, "der mann hat gestern einen alten hut gekauft .", "the man bought an old hat yesterday ."}});
}

TEST_CASE("case, not place, tells who does what") {
    Clause loves{.subject = the("königin"), .verb = &verb("lieben", accusative), .direct = the("klein", "junge")};
    Clause first = loves;
    first.front = Front::direct;
    const Clause helps{.subject = the("junge"), .verb = &verb("helfen", dative), .direct = the("junge", kSeveral)};
    const Clause gives{.subject = the("ärztin"),
                       .verb = &verb("geben", ditransitive),
                       .direct = np(definite, "buch", Number::singular, &adjective("neu")),
                       .indirect = np(indefinite, "nachbar")};
    const Clause him{.subject = pronoun(Pronoun::wir),
                     .verb = &verb("zeigen", ditransitive),
                     .direct = np(two, "bild", kSeveral, &adjective("schön")),
                     .indirect = pronoun(Pronoun::sie),
                     .adverb = &adverb("morgen")};
    check(
        {{{loves}, "die königin liebt den kleinen jungen .", "the queen loves the little boy ."},
         {{first}, "den kleinen jungen liebt die königin .", "the queen loves the little boy ."},
         {{helps}, "der junge hilft den jungen .", "the boy helps the boys ."},
         {{gives}, "die ärztin gibt einem nachbarn das neue buch .", "the doctor gives a neighbor the new book ."},
         {{him}, "wir zeigen ihr morgen zwei schöne bilder .", "we will show her two beautiful pictures tomorrow ."}});
}

TEST_CASE("the same preposition says where and where to") {
    const Clause goes{.subject = mine("katze"), .verb = &verb("laufen", directional), .complement = to(the("küche"))};
    const Clause sits{.subject = mine("katze"), .verb = &verb("sitzen", positional), .complement = at(the("küche"))};
    const Clause puts{.subject = pronoun(Pronoun::er),
                      .verb = &verb("legen", placement),
                      .direct = np(his, "ball"),
                      .complement = {&preposition("unter", Case::accusative, "under"), the("bett")}};
    const Clause lies{.subject = np(his, "ball"),
                      .verb = &verb("liegen", positional),
                      .complement = {&preposition("unter", Case::dative, "under"), the("bett")}};
    Clause station{.subject = pronoun(Pronoun::ihr),
                   .verb = &verb("gehen", directional),
                   .complement = to(the("alt", "bahnhof")),
                   .adverb = &adverb("heute"),
                   .negated = true};
    check({{{goes}, "meine katze läuft in die küche .", "my cat runs into the kitchen ."},
           {{sits}, "meine katze sitzt in der küche .", "my cat is sitting in the kitchen ."},
           {{puts}, "er legt seinen ball unter das bett .", "he puts his ball under the bed ."},
           {{lies}, "sein ball liegt unter dem bett .", "his ball is lying under the bed ."},
           {{station}, "ihr geht heute nicht zum alten bahnhof .", "you are not going to the old station today ."}});
}

TEST_CASE("separable verbs part and meet") {
    Clause calls{.subject = the("lehrer"), .verb = &verb("anrufen", accusative), .direct = np(his, "mutter")};
    Clause wants = calls, called = calls, asks = calls;
    wants.modal = &modal("wollen");
    called.past = true;
    asks.question = true;
    const Clause tries{.subject = pronoun(Pronoun::sie),
                       .verb = &verb("zumachen", accusative),
                       .direct = the("fenster", kSeveral),
                       .control = &verb("versuchen", control)};
    const Clause up{.subject = pronoun(Pronoun::ich),
                    .verb = &verb("abholen", accusative),
                    .direct = pronoun(Pronoun::er),
                    .adverb = &adverb("bald")};
    const Clause know{.subject = pronoun(Pronoun::ich), .verb = &verb("wissen", clausal)};
    check({{{calls}, "der lehrer ruft seine mutter an .", "the teacher calls his mother ."},
           {{wants}, "der lehrer will seine mutter anrufen .", "the teacher wants to call his mother ."},
           {{called}, "der lehrer hat seine mutter angerufen .", "the teacher called his mother ."},
           {{asks}, "ruft der lehrer seine mutter an ?", "does the teacher call his mother ?"},
           {{tries}, "sie versucht , die fenster zuzumachen .", "she tries to close the windows ."},
           {{up}, "ich hole ihn bald ab .", "i will pick him up soon ."},
           {{know, &conjunction("dass"), calls},
            "ich weiß , dass der lehrer seine mutter anruft .",
            "i know that the teacher calls his mother ."}});
}

TEST_CASE("subordinate clauses have the verb last, and invert the main clause when they come first") {
    const Clause tired{.subject = pronoun(Pronoun::sie_plural),
                       .verb = &verb("sein", copula),
                       .predicate = &adjective("müde"),
                       .very = true};
    const Clause sleeping{.subject = np(our, "kind", kSeveral), .verb = &verb("schlafen", intransitive)};
    const Clause want{.subject = pronoun(Pronoun::sie),
                      .verb = &verb("kaufen", accusative),
                      .direct = np(indefinite, "brot"),
                      .modal = &modal("möchten")};
    const Clause goes{.subject = mine("tochter"), .verb = &verb("gehen", directional), .complement = to(the("markt"))};
    const Clause asked{.subject = the("königin"), .verb = &verb("fragen", clausal)};
    const Clause read{.subject = pronoun(Pronoun::du),
                      .verb = &verb("lesen", accusative),
                      .direct = np(demonstrative, "brief"),
                      .past = true};
    const Clause walks{.subject = the("frau"), .verb = &verb("tanzen", intransitive), .adverb = &adverb("jetzt")};
    check({{{sleeping, &conjunction("weil"), tired},
            "unsere kinder schlafen , weil sie sehr müde sind .",
            "our children are sleeping because they are very tired ."},
           {{goes, &conjunction("weil"), want},
            "meine tochter geht auf den markt , weil sie brot kaufen möchte .",
            "my daughter goes to the market because she would like to buy bread ."},
           {{asked, &conjunction("ob"), read},
            "die königin fragt , ob du diesen brief gelesen hast .",
            "the queen asks whether you read this letter ."},
           {{sleeping, &conjunction("wenn"), rain(), true},
            "wenn es regnet , schlafen unsere kinder .",
            "when it rains , our children sleep ."},
           {{walks, &conjunction("obwohl"), rain(), true},
            "obwohl es regnet , tanzt die frau jetzt .",
            "although it is raining , the woman is dancing now ."}});
}

}  // namespace
}  // namespace vitro::nn::grammar
