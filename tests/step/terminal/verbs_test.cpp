// tests/step/terminal/verbs_test.cpp: verbs by name, alias and beginning.
#include "examples/step/terminal/verbs.hpp"

#include <doctest/doctest.h>
#include <set>

#include "tests/error_of.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;

TEST_CASE("verbs: gdb's short forms") {
    for (const auto& [word, name] :
         {std::pair("s", "step"), std::pair("rs", "reverse-step"), std::pair("n", "next"),
          std::pair("rn", "reverse-next"), std::pair("c", "continue"), std::pair("rc", "reverse-continue"),
          std::pair("b", "break"), std::pair("p", "print"), std::pair("pt", "print"), std::pair("l", "list"),
          std::pair("i", "info"), std::pair("fin", "finish"), std::pair("contin", "continue"), std::pair("q", "quit"),
          std::pair("h", "help"), std::pair("reverse-f", "reverse-finish")})
        CHECK(step::find_verb(word).name == name);
}

TEST_CASE("verbs: no two share a name or an alias, and each has help") {
    std::set<std::string> names;
    for (const step::Verb& verb : step::all_verbs()) {
        CHECK(names.insert(std::string(verb.name)).second);
        for (const std::string& alias : step::words_of(verb.aliases)) CHECK_MESSAGE(names.insert(alias).second, alias);
        CHECK(!verb.help.empty());
        step::Debugger d(test::recorded_lesson(), {});
        CHECK(step::help(d, {std::string(verb.name)}).find(verb.name) != std::string::npos);
    }
}

TEST_CASE("verbs: help explains a term, too") {
    step::Debugger d(test::recorded_lesson(), {});
    CHECK(step::help(d, {"upstream", "gradient"}).starts_with("upstream gradient: The gradient of an op's output."));
}

TEST_CASE("verbs: slips") {
    CHECK(test::error_of([] { step::find_verb("stepp"); }) ==
          "there is no verb 'stepp', near are step, stepi; help lists them");
    CHECK(test::error_of([] { step::find_verb("re"); }).starts_with("'re' may be reverse-step, reverse-next"));
    CHECK(test::error_of([] { step::find_verb("zzzzzz"); }) == "there is no verb 'zzzzzz'; help lists them");
}
