// tests/nn/data/grammar/grammar_test.cpp: the corpus as a whole: sizes, sameness, what is held out from whom.
#include "nn/data/grammar/grammar.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "core/error.hpp"
#include "nn/data/grammar/withheld.hpp"

namespace vitro::nn::grammar {
namespace {

const Split& corpus() {
    static const Split split = generate();
    return split;
}

std::vector<Pair> held_out() {
    std::vector<Pair> pairs = corpus().validation;
    pairs.insert(pairs.end(), corpus().test.begin(), corpus().test.end());
    return pairs;
}

std::vector<Pair> everything() {
    std::vector<Pair> pairs = held_out();
    pairs.insert(pairs.end(), corpus().train.begin(), corpus().train.end());
    return pairs;
}

std::vector<std::string> words(const std::string& line) {
    std::istringstream in(line);
    return {std::istream_iterator<std::string>(in), {}};
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo), over every line of the corpus.
std::uint64_t fingerprint(const Split& split) {
    std::uint64_t hash = 0xcbf29ce484222325ull;
    const auto add = [&hash](const std::string& line) {
        for (const char c : line + "\n") hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ull;
    };
    for (const auto* pairs : {&split.train, &split.validation, &split.test})
        for (const Pair& pair : *pairs) {
            add(pair.german);
            add(pair.english);
        }
    return hash;
}

TEST_CASE("the corpus has the promised size, and a seed names it on every machine") {
    CHECK(corpus().train.size() == 24000);
    CHECK(corpus().validation.size() == 500);
    CHECK(corpus().test.size() == 500);
    CHECK(corpus().novel == 250);
    CHECK(fingerprint(corpus()) == 6782158951024715107ull);
    const Counts few{.train = 2000, .validation = 20, .test = 20};
    CHECK(fingerprint(generate(5, few)) == fingerprint(generate(5, few)));
    CHECK(fingerprint(generate(5, few)) != fingerprint(generate(6, few)));
}

TEST_CASE("training pairs are distinct, and no held-out sentence is in another set") {
    std::set<std::string> german, english, held_english;
    for (const Pair& pair : corpus().train) {
        CHECK(german.insert(pair.german).second);
        english.insert(pair.english);
    }
    std::vector<Pair> others = held_out();
    others.insert(others.end(), showcase().begin(), showcase().end());
    for (const Pair& pair : others) {
        CAPTURE(pair.german);
        CHECK(german.insert(pair.german).second);
        CHECK_FALSE(english.contains(pair.english));
        CHECK(held_english.insert(pair.english).second);
    }
}

TEST_CASE("the English sentence is a function of the German one, whatever the seed") {
    std::map<std::string, std::string> translation;
    const auto learn = [&](const std::vector<Pair>& pairs) {
        for (const Pair& pair : pairs) {
            const auto [known, fresh] = translation.emplace(pair.german, pair.english);
            CAPTURE(pair.german);
            CHECK(known->second == pair.english);
        }
    };
    learn(everything());
    for (const std::uint64_t seed : {1, 2, 3}) learn(generate(seed).train);
    CHECK(translation.size() > 70000);
}

TEST_CASE("every word that is held out was seen in training") {
    std::map<std::string, std::size_t> german, english;
    for (const Pair& pair : corpus().train) {
        for (const auto& word : words(pair.german)) ++german[word];
        for (const auto& word : words(pair.english)) ++english[word];
    }
    for (const Pair& pair : held_out()) {
        for (const auto& word : words(pair.german)) CHECK_MESSAGE(german[word] >= kSeen, word);
        for (const auto& word : words(pair.english)) CHECK_MESSAGE(english[word] >= kSeen, word);
    }
    for (const Pair& pair : showcase()) {
        for (const auto& word : words(pair.german)) CHECK_MESSAGE(german[word] >= kSeen, word);
        for (const auto& word : words(pair.english)) CHECK_MESSAGE(english[word] >= kSeen, word);
    }
    CHECK(german.size() > 300);
    CHECK(german.size() < 700);
    CHECK(english.size() > 300);
    CHECK(english.size() < 500);
}

/// Next byte of a well-formed UTF-8 character of the alphabet that the corpus uses.
bool lower_case_german(const std::string& line) {
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (('a' <= c && c <= 'z') || c == ' ' || c == ',' || c == '.' || c == '?' || c == '\'') continue;
        const std::string two = line.substr(i++, 2);
        if (two != "ä" && two != "ö" && two != "ü" && two != "ß") return false;
    }
    return true;
}

TEST_CASE("lines are lower-case UTF-8, single-spaced, of bounded length, and end in a token of punctuation") {
    std::size_t tokens = 0;
    for (const Pair& pair : everything())
        for (const std::string& line : {pair.german, pair.english}) {
            CAPTURE(line);
            const auto said = words(line);
            tokens += said.size();
            CHECK(lower_case_german(line));
            CHECK(line.find("  ") == std::string::npos);
            CHECK((line.front() != ' ' && line.back() != ' '));
            CHECK((kShortest <= said.size() && said.size() <= kLongest));
            CHECK((said.back() == "." || said.back() == "?"));
            CHECK(std::ranges::all_of(said, [](const std::string& word) {
                return word.size() == 1 || word.find_first_of(".,?") == std::string::npos;
            }));
        }
    const double mean = static_cast<double>(tokens) / static_cast<double>(2 * everything().size());
    CHECK(mean > 8.0);
    CHECK(mean < 10.0);
}

TEST_CASE("asking for more sentences than there are is an error, not an endless search") {
    CHECK_THROWS_WITH_AS(generate(1, {.train = 10, .validation = 0, .test = 2000}), doctest::Contains("[grammar]"),
                         core::Error);
}

}  // namespace
}  // namespace vitro::nn::grammar
