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

void check_declension(const NounPhrase& phrase, const std::array<std::string, 3>& forms) {
    for (std::size_t i = 0; i < 3; ++i) CHECK(german_forms::noun_phrase(phrase, kCases[i]) == forms[i]);
}

void check_conjugation(std::string_view infinitive, std::string_view changed, const std::array<std::string, 6>& forms) {
    for (std::size_t i = 0; i < 6; ++i)
        CHECK(german_forms::present(infinitive, changed, static_cast<Person>(i)) == forms[i]);
}

TEST_CASE("adjectives end weakly after der, dieser and jeder") {
    const Adjective& old = adjective("alt");
    check_declension(np(definite, "mann", kSingular, &old), {"der alte mann", "den alten mann", "dem alten mann"});
    check_declension(np(demonstrative, "frau", kSingular, &old),
                     {"diese alte frau", "diese alte frau", "dieser alten frau"});
    check_declension(np(definite, "haus", kSingular, &old), {"das alte haus", "das alte haus", "dem alten haus"});
    check_declension(np(every, "lehrer", kSingular, &old),
                     {"jeder alte lehrer", "jeden alten lehrer", "jedem alten lehrer"});
    check_declension(np(definite, "hund", kPlural, &old), {"die alten hunde", "die alten hunde", "den alten hunden"});
}

TEST_CASE("adjectives end in the mixed way after ein, kein and mein") {
    const Adjective& red = adjective("rot");
    check_declension(np(indefinite, "ball", kSingular, &red),
                     {"ein roter ball", "einen roten ball", "einem roten ball"});
    check_declension(np(Determiner::my, "blume", kSingular, &red),
                     {"meine rote blume", "meine rote blume", "meiner roten blume"});
    check_declension(np(negative, "auto", kSingular, &red),
                     {"kein rotes auto", "kein rotes auto", "keinem roten auto"});
    check_declension(np(our, "tür", kPlural, &red),
                     {"unsere roten türen", "unsere roten türen", "unseren roten türen"});
}

TEST_CASE("adjectives end strongly where nothing before them shows the case") {
    const Adjective &cold = adjective("kalt"), &dear = adjective("teuer");
    check_declension(np(indefinite, "wasser", kSingular, &cold), {"kaltes wasser", "kaltes wasser", "kaltem wasser"});
    check_declension(np(indefinite, "milch", kSingular, &cold), {"kalte milch", "kalte milch", "kalter milch"});
    check_declension(np(indefinite, "tee", kSingular, &cold), {"kalter tee", "kalten tee", "kaltem tee"});
    check_declension(np(indefinite, "stuhl", kPlural, &dear), {"teure stühle", "teure stühle", "teuren stühlen"});
    check_declension(np(two, "apfel", kPlural, &dear), {"zwei teure äpfel", "zwei teure äpfel", "zwei teuren äpfeln"});
    check_declension(np(many, "ei", kPlural, &dear), {"viele teure eier", "viele teure eier", "vielen teuren eiern"});
}

TEST_CASE("weak nouns, unchanged plurals, genitives, pronouns") {
    check_declension(the("junge"), {"der junge", "den jungen", "dem jungen"});
    check_declension(the("student", kPlural), {"die studenten", "die studenten", "den studenten"});
    check_declension(the("mädchen", kPlural), {"die mädchen", "die mädchen", "den mädchen"});
    check_declension(the("auto", kPlural), {"die autos", "die autos", "den autos"});
    check_declension(pronoun(Pronoun::ich), {"ich", "mich", "mir"});
    check_declension(pronoun(Pronoun::ihr), {"ihr", "euch", "euch"});
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
    check_conjugation("kaufen", "", {"kaufe", "kaufst", "kauft", "kaufen", "kauft", "kaufen"});
    check_conjugation("arbeiten", "", {"arbeite", "arbeitest", "arbeitet", "arbeiten", "arbeitet", "arbeiten"});
    check_conjugation("öffnen", "", {"öffne", "öffnest", "öffnet", "öffnen", "öffnet", "öffnen"});
    check_conjugation("tanzen", "", {"tanze", "tanzt", "tanzt", "tanzen", "tanzt", "tanzen"});
    check_conjugation("sehen", "sieh", {"sehe", "siehst", "sieht", "sehen", "seht", "sehen"});
    check_conjugation("lesen", "lies", {"lese", "liest", "liest", "lesen", "lest", "lesen"});
    check_conjugation("laden", "läd", {"lade", "lädst", "lädt", "laden", "ladet", "laden"});
    check_conjugation("waschen", "wäsch", {"wasche", "wäschst", "wäscht", "waschen", "wascht", "waschen"});
    check_conjugation("sein", "", {"bin", "bist", "ist", "sind", "seid", "sind"});
    check_conjugation("wissen", "", {"weiß", "weißt", "weiß", "wissen", "wisst", "wissen"});
    check_conjugation("müssen", "", {"muss", "musst", "muss", "müssen", "müsst", "müssen"});
}

}  // namespace
}  // namespace vitro::nn::grammar
