// tests/program/option_values_test.cpp: values that options are given, or not given, as a script with an unset variable
// would: in our words, not in those of the library that reads the command line.
#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "tests/program/desk.hpp"

using program_test::Desk;
using program_test::Ran;

namespace {

std::string complaint_about(const std::string& arguments) {
    static const Desk desk;
    const Ran ran = desk.vitro(arguments);
    CAPTURE(arguments);
    CHECK(ran.status == 2);
    CHECK(ran.out.empty());
    return ran.err;
}

}  // namespace

TEST_CASE("an empty value is refused, whatever the option") {
    const std::string why = " has an empty value: give it one, or leave it out; --help explains\n";
    for (const char* option : {"--preset", "--out", "--resume", "--data", "--json", "--threads", "--epochs", "--tied"})
        CHECK(complaint_about("train translate " + std::string(option) + " ''") ==
              "vitro: train translate: " + std::string(option) + why);
    for (const char* option : {"--split", "--beam", "--length-penalty"})
        CHECK(complaint_about("evaluate run " + std::string(option) + " ''") ==
              "vitro: evaluate: " + std::string(option) + why);
    CHECK(complaint_about("evaluate ''") == "vitro: evaluate: RUN has an empty value: give it one; --help explains\n");
    CHECK(complaint_about("demo --seed 2 --out '' --json figures") == "vitro: demo: --out" + why);
}

TEST_CASE("an equals sign with nothing behind it does not take the next argument") {
    const std::string why = " has an empty value: give it one, or leave it out; --help explains\n";
    CHECK(complaint_about("train translate --out= --epochs 3") == "vitro: --out" + why);
    CHECK(complaint_about("translate --json= run eins") == "vitro: --json" + why);
    CHECK(complaint_about("demo --=").starts_with("vitro: demo: there is no option '--='; valid are "));
}

TEST_CASE("a sentence may be empty, and may look like an option behind --") {
    const Desk desk;
    const Ran ran = desk.vitro("translate nowhere -- '' --x=");
    CHECK(ran.status == 1);
    CHECK(ran.err == "vitro: nowhere: there is no such run directory\n");
}

TEST_CASE("an option in the place of a value is none") {
    CHECK(complaint_about("translate run eins --json --beam 3") ==
          "vitro: translate: --json needs a value, and '--beam' looks like an option; --help explains\n");
    CHECK(complaint_about("train translate --out --seed 3") ==
          "vitro: train translate: --out needs a value, and '--seed' looks like an option; --help explains\n");
}

TEST_CASE("words with a meaning to the library that reads the command line are words") {
    const Desk desk;
    REQUIRE(desk.vitro(program_test::kTrain + " --out run --max-steps 1").status == 0);
    const Ran ran = desk.vitro("translate run '[eins,zwei]' '[]' ++ eins --json figures.json");
    CHECK(ran.status == 0);
    std::vector<std::string> sources;
    const nlohmann::json figures = desk.json("figures.json");
    for (const auto& translation : figures["translations"]) sources.push_back(translation["source"]);
    CHECK(sources == std::vector<std::string>{"[eins,zwei]", "[]", "++", "eins"});
    CHECK(desk.vitro("translate '[run]' eins").err == "vitro: [run]: there is no such run directory\n");
    CHECK(complaint_about("demo '[x]'") == "vitro: demo: '[x]' is one argument too many; --help explains\n");
}

TEST_CASE("figures do not go where standard output goes") {
    const Desk desk;
    const Ran ran = desk.shell("\"$vitro\" check scale --json figures.json > figures.json; cat figures.json");
    CHECK(ran.err == "vitro: --json 'figures.json': standard output goes there already: name another file\n");
    CHECK(ran.out.empty());
}

TEST_CASE("an option is given once, with a value") {
    CHECK(complaint_about("train translate --max-steps 3 --max-steps 4") ==
          "vitro: train translate: --max-steps is given 2 times; valid is once\n");
    CHECK(complaint_about("info --threads 0 --threads 1 --threads 2") ==
          "vitro: info: --threads is given 3 times; valid is once\n");
    CHECK(complaint_about("demo --seed") == "vitro: demo: --seed needs a value; --help explains\n");
    CHECK(complaint_about("demo --seed 1 --seed") == "vitro: demo: --seed needs a value; --help explains\n");
    CHECK(complaint_about("translate run eins --attention=perhaps") ==
          "vitro: translate: --attention takes no value; --help explains\n");
}

TEST_CASE("a number that an option cannot have: the valid ones are named") {
    for (const char* value : {"-1", "nan", "inf", "1e999", "few", "0.5x"})
        CHECK(complaint_about("evaluate run --length-penalty " + std::string(value)) ==
              "vitro: evaluate: --length-penalty '" + std::string(value) + "': valid are 0 and up\n");
    for (const char* value : {"0", "1001", "2.5", "0x10", "010", "99999999999999999999"})
        CHECK(complaint_about("evaluate run --beam " + std::string(value)) ==
              "vitro: evaluate: --beam '" + std::string(value) + "': valid are 1 to 1000\n");
    CHECK(complaint_about("demo --seed -1") == "vitro: demo: --seed '-1': valid are 0 to 9223372036854775807\n");
    CHECK(complaint_about("graph --layers 0") == "vitro: graph: --layers '0': valid are 1 to 100\n");
    CHECK(complaint_about("info --threads 1025") == "vitro: info: --threads '1025': valid are 1 to 1024\n");
}
