// tests/nn/data/grammar/withheld_test.cpp: training really never shows what the test set asks for. The words are looked
// for in the sentences themselves, in forms listed here by hand.
#include "nn/data/grammar/withheld.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <string>
#include <vector>

#include "nn/data/grammar/grammar.hpp"

namespace vitro::nn::grammar {
namespace {

/// English, because it has few forms; that German says the same is checked elsewhere.
const std::map<std::string_view, std::vector<std::string>> kForms = {
    {"apple", {"apple", "apples"}},
    {"arrive", {"arrive", "arrives", "arrived", "arriving"}},
    {"bicycle", {"bicycle", "bicycles"}},
    {"big", {"big"}},
    {"bring", {"bring", "brings", "brought", "bringing"}},
    {"brother", {"brother", "brothers"}},
    {"bus", {"bus", "buses"}},
    {"buy", {"buy", "buys", "bought", "buying"}},
    {"call", {"call", "calls", "called", "calling"}},
    {"car", {"car", "cars"}},
    {"cat", {"cat", "cats"}},
    {"child", {"child", "children"}},
    {"coat", {"coat", "coats"}},
    {"cold", {"cold"}},
    {"cry", {"cry", "cries", "cried", "crying"}},
    {"dance", {"dance", "dances", "danced", "dancing"}},
    {"doctor", {"doctor", "doctors"}},
    {"dog", {"dog", "dogs"}},
    {"dress", {"dress", "dresses"}},
    {"expensive", {"expensive"}},
    {"fresh", {"fresh"}},
    {"friendly", {"friendly"}},
    {"girl", {"girl", "girls"}},
    {"help", {"help", "helps", "helped", "helping"}},
    {"key", {"key", "keys"}},
    {"bird", {"bird", "birds"}},
    {"love", {"love", "loves", "loved", "loving"}},
    {"drink", {"drink", "drinks", "drank", "drinking"}},
    {"milk", {"milk"}},
    {"letter", {"letter", "letters"}},
    {"neighbor", {"neighbor", "neighbors"}},
    {"new", {"new"}},
    {"old", {"old"}},
    {"picture", {"picture", "pictures"}},
    {"play", {"play", "plays", "played", "playing"}},
    {"queen", {"queen"}},
    {"red", {"red"}},
    {"show", {"show", "shows", "showed", "showing"}},
    {"sing", {"sing", "sings", "sang", "singing"}},
    {"sister", {"sister", "sisters"}},
    {"sleep", {"sleep", "sleeps", "slept", "sleeping"}},
    {"soup", {"soup", "soups"}},
    {"student", {"student", "students"}},
    {"swim", {"swim", "swims", "swam", "swimming"}},
    {"teacher", {"teacher", "teachers"}},
    {"tired", {"tired"}},
    {"train", {"train", "trains"}},
    {"visit", {"visit", "visits", "visited", "visiting"}},
    {"wait", {"wait", "waits", "waited", "waiting"}},
    {"wash", {"wash", "washes", "washed", "washing"}},
    {"white", {"white"}},
    {"window", {"window", "windows"}},
    {"work", {"work", "works", "worked", "working"}},
};

bool says(const std::string& line, std::string_view word) {
    const std::string spaced = " " + line + " ";
    return std::ranges::any_of(
        kForms.at(word), [&](const std::string& form) { return spaced.find(" " + form + " ") != std::string::npos; });
}

bool says(const Pair& pair, const Combination& c) {
    return says(pair.english, c.first.english) && says(pair.english, c.second.english);
}

auto count(const std::vector<Pair>& pairs, const Combination& c) {
    return std::ranges::count_if(pairs, [&](const Pair& pair) { return says(pair, c); });
}

TEST_CASE("no sentence of training or validation has both words of a withheld combination, and the test set has") {
    const Split split = generate();
    CHECK(withheld().size() >= 20);
    for (const Combination& c : withheld()) {
        CAPTURE(std::string(c.first.english) + " + " + std::string(c.second.english));
        CHECK(count(split.train, c) == 0);
        CHECK(count(split.validation, c) == 0);
        CHECK(count(split.test, c) > 0);
    }
}

TEST_CASE("the words of a combination are each in training, so that only their meeting is new") {
    const Split split = generate();
    for (const Combination& c : withheld())
        for (const auto& word : {c.first.english, c.second.english})
            CHECK_MESSAGE(std::ranges::count_if(split.train, [&](const Pair& p) { return says(p.english, word); }) > 50,
                          std::string(word));
}

TEST_CASE("the first half of the test set is novel, the second is not") {
    const Split split = generate();
    for (std::size_t i = 0; i < split.test.size(); ++i) {
        CAPTURE(split.test[i].english);
        const bool novel =
            std::ranges::any_of(withheld(), [&](const Combination& c) { return says(split.test[i], c); });
        CHECK(novel == (i < split.novel));
    }
}

}  // namespace
}  // namespace vitro::nn::grammar
