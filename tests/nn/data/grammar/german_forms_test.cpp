// tests/nn/data/grammar/german_forms_test.cpp: declension and conjugation against tables written out by hand.
#include "nn/data/grammar/german_forms.hpp"

#include <array>
#include <doctest/doctest.h>

#include "tests/nn/data/grammar/phrases.hpp"

namespace vitro::nn::grammar {
namespace {

using enum Determiner;
constexpr Number kSingular = Number::singular, kPlural = Number::plural;
constexpr Case kCases[] = {Case::nominative, Case::accusative, Case::dative};

void declines(const NounPhrase& phrase, const std::array<std::string, 3>& forms) {
    for (std::size_t i = 0; i < 3; ++i) CHECK(german_forms::noun_phrase(phrase, kCases[i]) == forms[i]);
}

void conjugates(std::string_view infinitive, std::string_view changed, const std::array<std::string, 6>& forms) {
    for (std::size_t i = 0; i < 6; ++i)
        CHECK(german_forms::present(infinitive, changed, static_cast<Person>(i)) == forms[i]);
}

TEST_CASE("adjectives end weakly after der, dieser and jeder") {
    const Adjective& old = adjective("alt");
    declines(np(definite, "mann", kSingular, &old), {"der alte mann", "den alten mann", "dem alten mann"});
    declines(np(demonstrative, "frau", kSingular, &old), {"diese alte frau", "diese alte frau", "dieser alten frau"});
    declines(np(definite, "haus", kSingular, &old), {"das alte haus", "das alte haus", "dem alten haus"});
    declines(np(every, "lehrer", kSingular, &old), {"jeder alte lehrer", "jeden alten lehrer", "jedem alten lehrer"});
    declines(np(definite, "hund", kPlural, &old), {"die alten hunde", "die alten hunde", "den alten hunden"});
}

TEST_CASE("adjectives end in the mixed way after ein, kein and mein") {
    const Adjective& red = adjective("rot");
    declines(np(indefinite, "ball", kSingular, &red), {"ein roter ball", "einen roten ball", "einem roten ball"});
    declines(np(Determiner::my, "blume", kSingular, &red),
             {"meine rote blume", "meine rote blume", "meiner roten blume"});
    declines(np(negative, "auto", kSingular, &red), {"kein rotes auto", "kein rotes auto", "keinem roten auto"});
    declines(np(our, "tür", kPlural, &red), {"unsere roten türen", "unsere roten türen", "unseren roten türen"});
}

TEST_CASE("adjectives end strongly where nothing before them shows the case") {
    const Adjective &cold = adjective("kalt"), &dear = adjective("teuer");
    declines(np(indefinite, "wasser", kSingular, &cold), {"kaltes wasser", "kaltes wasser", "kaltem wasser"});
    declines(np(indefinite, "milch", kSingular, &cold), {"kalte milch", "kalte milch", "kalter milch"});
    declines(np(indefinite, "tee", kSingular, &cold), {"kalter tee", "kalten tee", "kaltem tee"});
    declines(np(indefinite, "stuhl", kPlural, &dear), {"teure stühle", "teure stühle", "teuren stühlen"});
    declines(np(two, "apfel", kPlural, &dear), {"zwei teure äpfel", "zwei teure äpfel", "zwei teuren äpfeln"});
    declines(np(many, "ei", kPlural, &dear), {"viele teure eier", "viele teure eier", "vielen teuren eiern"});
}

TEST_CASE("weak nouns, unchanged plurals, genitives, pronouns") {
    declines(the("junge"), {"der junge", "den jungen", "dem jungen"});
    declines(the("student", kPlural), {"die studenten", "die studenten", "den studenten"});
    declines(the("mädchen", kPlural), {"die mädchen", "die mädchen", "den mädchen"});
    declines(the("auto", kPlural), {"die autos", "die autos", "den autos"});
    declines(pronoun(Pronoun::ich), {"ich", "mich", "mir"});
    declines(pronoun(Pronoun::ihr), {"ihr", "euch", "euch"});
    const auto owned = [](std::string_view owner) {
        NounPhrase hat = the("hut");
        hat.owner = &noun(owner);
        return german_forms::noun_phrase(hat, Case::nominative);
    };
    CHECK(owned("mann") == "der hut des mannes");
    CHECK(owned("lehrer") == "der hut des lehrers");
    CHECK(owned("nachbar") == "der hut des nachbarn");
    CHECK(owned("königin") == "der hut der königin");
}

TEST_CASE("prepositions contract with the article, and with nothing else") {
    CHECK(german_forms::phrase(at(the("park"))) == "im park");
    CHECK(german_forms::phrase(at(the("küche"))) == "in der küche");
    CHECK(german_forms::phrase(at(a("park"))) == "in einem park");
    CHECK(german_forms::phrase(to(the("haus"))) == "ins haus");
    CHECK(german_forms::phrase(to(the("alt", "bahnhof"))) == "zum alten bahnhof");
    CHECK(german_forms::phrase(at(the("bahnhof"))) == "am bahnhof");
    CHECK(german_forms::phrase(to(the("markt"))) == "auf den markt");
    CHECK(german_forms::phrase({&preposition("für", Case::accusative, "for"), pronoun(Pronoun::du)}) == "für dich");
}

TEST_CASE("verbs in the present") {
    conjugates("kaufen", "", {"kaufe", "kaufst", "kauft", "kaufen", "kauft", "kaufen"});
    conjugates("arbeiten", "", {"arbeite", "arbeitest", "arbeitet", "arbeiten", "arbeitet", "arbeiten"});
    conjugates("öffnen", "", {"öffne", "öffnest", "öffnet", "öffnen", "öffnet", "öffnen"});
    conjugates("tanzen", "", {"tanze", "tanzt", "tanzt", "tanzen", "tanzt", "tanzen"});
    conjugates("sehen", "sieh", {"sehe", "siehst", "sieht", "sehen", "seht", "sehen"});
    conjugates("lesen", "lies", {"lese", "liest", "liest", "lesen", "lest", "lesen"});
    conjugates("laden", "läd", {"lade", "lädst", "lädt", "laden", "ladet", "laden"});
    conjugates("waschen", "wäsch", {"wasche", "wäschst", "wäscht", "waschen", "wascht", "waschen"});
    conjugates("sein", "", {"bin", "bist", "ist", "sind", "seid", "sind"});
    conjugates("wissen", "", {"weiß", "weißt", "weiß", "wissen", "wisst", "wissen"});
    conjugates("müssen", "", {"muss", "musst", "muss", "müssen", "müsst", "müssen"});
}

}  // namespace
}  // namespace vitro::nn::grammar
