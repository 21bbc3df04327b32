// tests/nn/data/grammar/english_test.cpp: sentences whose difficulty is English: do-support, negation, questions, there
// is, genitives. Every pair was checked by hand, in both languages.
#include <doctest/doctest.h>

#include "tests/nn/data/grammar/phrases.hpp"

namespace vitro::nn::grammar {
namespace {

using enum Frame;
using enum Determiner;

Clause asking(Clause clause, std::string_view word = "") {
    clause.question = true;
    if (!word.empty()) clause.question_word = &question_word(word);
    return clause;
}

TEST_CASE("negation is nicht or kein, and English finds an auxiliary for it") {
    Clause plain{.subject = the("hund"), .verb = &verb("schlafen", intransitive), .negated = true};
    Clause can{.subject = pronoun(Pronoun::ich),
               .verb = &verb("sehen", accusative),
               .direct = the("haus"),
               .modal = &modal("können"),
               .negated = true};
    const Clause none{
        .subject = pronoun(Pronoun::er), .verb = &verb("haben", accusative), .direct = np(negative, "apfel")};
    const Clause any{.subject = pronoun(Pronoun::wir),
                     .verb = &verb("trinken", accusative),
                     .direct = np(negative, "wasser"),
                     .past = true};
    const Clause never{.subject = mine("vater"),
                       .verb = &verb("waschen", accusative),
                       .direct = the("auto"),
                       .adverb = &adverb("nie"),
                       .past = true};
    check({{{plain}, "der hund schläft nicht .", "the dog is not sleeping ."},
           {{can}, "ich kann das haus nicht sehen .", "i cannot see the house ."},
           {{none}, "er hat keinen apfel .", "he does not have an apple ."},
           {{any}, "wir haben kein wasser getrunken .", "we did not drink any water ."},
           {{never}, "mein vater hat das auto nie gewaschen .", "my father never washed the car ."}});
}

TEST_CASE("yes-no questions swap subject and auxiliary") {
    const Clause washes{.subject = pronoun(Pronoun::du), .verb = &verb("waschen", accusative), .direct = the("kleid")};
    Clause now = washes, past = washes, may = washes, wants = washes;
    now.adverb = &adverb("jetzt");
    past.past = true;
    may.modal = &modal("dürfen");
    wants.modal = &modal("wollen");
    const Clause wish{
        .subject = pronoun(Pronoun::ihr), .verb = &verb("möchten", accusative), .direct = np(indefinite, "kaffee")};
    const Clause is{.subject = np(demonstrative, "ei", Number::plural),
                    .verb = &verb("sein", copula),
                    .predicate = &adjective("frisch")};
    check({{{asking(washes)}, "wäschst du das kleid ?", "do you wash the dress ?"},
           {{asking(now)}, "wäschst du jetzt das kleid ?", "are you washing the dress now ?"},
           {{asking(past)}, "hast du das kleid gewaschen ?", "did you wash the dress ?"},
           {{asking(may)}, "darfst du das kleid waschen ?", "may you wash the dress ?"},
           {{asking(wants)}, "willst du das kleid waschen ?", "do you want to wash the dress ?"},
           {{asking(wish)}, "möchtet ihr einen kaffee ?", "would you like a coffee ?"},
           {{asking(is)}, "sind diese eier frisch ?", "are these eggs fresh ?"}});
}

TEST_CASE("question words stand for what is not said") {
    Clause who{.verb = &verb("trinken", accusative), .direct = mine("bier"), .past = true};
    Clause what{.subject = the("kind", Number::plural), .verb = &verb("kochen", accusative)};
    Clause always = what;
    always.adverb = &adverb("sonntags");
    Clause whom{.subject = mine("bruder"), .verb = &verb("danken", dative)};
    Clause for_whom{.subject = the("frau"), .verb = &verb("warten", linked), .adverb = &adverb("bald")};
    Clause with_whom{.subject = pronoun(Pronoun::ich), .verb = &verb("sprechen", linked), .modal = &modal("sollen")};
    Clause where{.subject = pronoun(Pronoun::er), .verb = &verb("wohnen", positional)};
    Clause where_to{.subject = pronoun(Pronoun::er), .verb = &verb("fahren", directional)};
    Clause when{.subject = the("zug"), .verb = &verb("ankommen", intransitive)};
    Clause why{.subject = the("kind"), .verb = &verb("lachen", intransitive), .negated = true};
    check({{{asking(who, "wer")}, "wer hat mein bier getrunken ?", "who drank my beer ?"},
           {{asking(what, "was")}, "was kochen die kinder ?", "what are the children cooking ?"},
           {{asking(always, "was")}, "was kochen die kinder sonntags ?", "what do the children cook on sundays ?"},
           {{asking(whom, "wem")}, "wem dankt mein bruder ?", "who is my brother thanking ?"},
           {{asking(for_whom, "wen")}, "auf wen wartet die frau bald ?", "who will the woman wait for soon ?"},
           {{asking(with_whom, "wem")}, "mit wem soll ich sprechen ?", "who should i talk to ?"},
           {{asking(where, "wo")}, "wo wohnt er ?", "where does he live ?"},
           {{asking(where_to, "wohin")}, "wohin fährt er ?", "where is he driving ?"},
           {{asking(when, "wann")}, "wann kommt der zug an ?", "when does the train arrive ?"},
           {{asking(why, "warum")}, "warum lacht das kind nicht ?", "why is the child not laughing ?"}});
}

TEST_CASE("there is, was, and what belongs to whom") {
    Clause none{.subject = pronoun(Pronoun::es),
                .verb = &verb("geben", existential),
                .direct = np(negative, "museum"),
                .adjunct = at(the("dorf"))};
    Clause many = none;
    many.direct = np(two, "schule", Number::plural);
    many.front = Front::adjunct;
    const Clause will_be{.subject = the("lehrer"),
                         .verb = &verb("sein", copula),
                         .predicate = &adjective("müde"),
                         .adverb = &adverb("morgen"),
                         .front = Front::adverb};
    NounPhrase car = the("rot", "auto"), friends = the("freund", Number::plural);
    car.owner = &noun("lehrer");
    friends.owner = &noun("schwester");
    friends.owner_determiner = Determiner::my;
    const Clause was{
        .subject = friends, .verb = &verb("sein", copula), .predicate = &adjective("glücklich"), .past = true};
    const Clause takes{.subject = pronoun(Pronoun::wir),
                       .verb = &verb("fahren", linked),
                       .complement = {verb("fahren", linked).link, car},
                       .past = true};
    check({{{none}, "es gibt im dorf kein museum .", "there is no museum in the village ."},
           {{many}, "im dorf gibt es zwei schulen .", "in the village there are two schools ."},
           {{asking(none)}, "gibt es im dorf kein museum ?", "is there no museum in the village ?"},
           {{will_be}, "morgen ist der lehrer müde .", "tomorrow the teacher will be tired ."},
           {{was}, "die freunde meiner schwester waren glücklich .", "my sister 's friends were happy ."},
           {{takes}, "wir sind mit dem roten auto des lehrers gefahren .", "we took the teacher 's red car ."}});
}

}  // namespace
}  // namespace vitro::nn::grammar
