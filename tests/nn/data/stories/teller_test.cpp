// tests/nn/data/stories/teller_test.cpp: choices, slots, articles and capitals.
#include "nn/data/stories/teller.hpp"

#include <doctest/doctest.h>
#include <set>
#include <string>

#include "tests/error_of.hpp"

using vitro::nn::grammar::Random;
using vitro::nn::stories::Teller;
using vitro::test::error_of;

namespace {

std::string told(Teller& teller, const std::string& pattern) {
    teller.take();
    teller.set("name", "ida");
    teller.set("old", "old");
    teller.set("red", "red");
    teller.set("fox", "fox");
    teller.say(pattern);
    return teller.take();
}

}  // namespace

TEST_CASE("stories: slots, with capitals and articles") {
    Random random(1);
    Teller teller(random);
    CHECK(told(teller, "{name} and {Name}.") == "ida and Ida.\n");
    CHECK(told(teller, "{a red fox}, {a old fox}, {A old red fox}, {a fox}") ==
          "a red fox, an old fox, An old red fox, a fox\n");
    CHECK(told(teller, "plain") == "plain\n");
}

TEST_CASE("stories: every choice is made some time, choices within choices too") {
    Random random(1);
    Teller teller(random);
    std::set<std::string> seen;
    for (int i = 0; i < 300; ++i) seen.insert(told(teller, "[a|b[c|d|]|{fox}]!"));
    CHECK(seen == std::set<std::string>{"a!\n", "bc!\n", "bd!\n", "b!\n", "fox!\n"});
}

TEST_CASE("stories: what is set is chosen once") {
    Random random(1);
    Teller teller(random);
    std::set<std::string> seen;
    for (int i = 0; i < 50; ++i) {
        teller.set("who", "[x|y|z]");
        teller.say("{who}{who}");
        seen.insert(teller.take());
    }
    CHECK(seen == std::set<std::string>{"xx\n", "yy\n", "zz\n"});
}

TEST_CASE("stories: sentences make paragraphs, and lines are paragraphs of their own") {
    Random random(1);
    Teller teller(random);
    teller.say("One.");
    teller.say("Two.");
    teller.line("Three.");
    teller.end_paragraph();
    teller.say("Four.");
    CHECK(teller.take() == "One. Two.\nThree.\nFour.\n");
    CHECK(teller.take() == "");
}

TEST_CASE("stories: a slot that is not set and a choice without an end are errors") {
    Random random(1);
    Teller teller(random);
    CHECK(error_of([&] { told(teller, "{nobody}"); }) == "[stories] no slot 'nobody'");
    CHECK(error_of([&] { told(teller, "{a red nobody}"); }) == "[stories] no slot 'nobody'");
    CHECK(error_of([&] { told(teller, "{}"); }) == "[stories] a slot without a name");
    CHECK(error_of([&] { told(teller, "x [a|b"); }) == "[stories] no ] in 'x [a|b'");
}
