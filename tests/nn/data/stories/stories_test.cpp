// tests/nn/data/stories/stories_test.cpp: the text as a whole: the same everywhere, varied, and of one mind with
// itself.
#include "nn/data/stories/stories.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <doctest/doctest.h>
#include <regex>
#include <set>
#include <span>
#include <vector>

#include "core/random.hpp"
#include "nn/data/stories/cast.hpp"
#include "nn/data/stories/plots.hpp"
#include "nn/data/vocabulary.hpp"

using namespace vitro::nn;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = text.find('\n', start);
        lines.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return lines;
}

/// One telling of one plot.
std::string told(stories::Plot plot, std::uint64_t seed) {
    grammar::Random random(seed);
    stories::Teller teller(random);
    stories::set_cast(teller);
    plot(teller);
    return teller.take();
}

std::size_t times(const std::string& text, const std::regex& what) {
    return static_cast<std::size_t>(std::distance(std::sregex_iterator(text.begin(), text.end(), what), {}));
}

}  // namespace

TEST_CASE("stories: a megabyte in a fifth of a second, of plain characters, in whole stories") {
    const auto start = std::chrono::steady_clock::now();
    const std::string text = stories::generate();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    MESSAGE(text.size() << " characters in " << seconds.count() << " s");
    CHECK(text.size() >= stories::kCharacters);
    CHECK(text.size() < stories::kCharacters + 4000);
    CHECK(text.ends_with(".\n"));
    CHECK(std::ranges::all_of(text, [](char c) { return c == '\n' || (c >= ' ' && c <= 'z'); }));
    CHECK(Vocabulary::alphabet(text).size() <= 64);
}

TEST_CASE("stories: varied: four lines of five stand there once, and there are a thousand words") {
    const std::vector<std::string> lines = lines_of(stories::generate());
    const std::set<std::string> different(lines.begin(), lines.end());
    const double share = static_cast<double>(different.size()) / static_cast<double>(lines.size());
    const Vocabulary words = Vocabulary::build({lines}, TokenKind::spaced_words, 1);
    MESSAGE(different.size() << " different lines of " << lines.size() << ", " << words.size() << " spaced words");
    CHECK(share > 0.8);
    CHECK(words.size() > 1000);
}

TEST_CASE("stories: a seed is a text, the same on every platform") {
    CHECK(stories::generate(7, 20000) == stories::generate(7, 20000));
    CHECK(stories::generate(7, 20000) != stories::generate(8, 20000));
    CHECK(stories::generate(7, 40000).starts_with(stories::generate(7, 20000)));
    CHECK(stories::generate(7, 0) == "");
    CHECK(vitro::core::site_of(stories::generate()) == 3922683450u);
}

TEST_CASE("stories: patterns leave no traces, articles fit, and sentences end") {
    const std::string text = stories::generate(2, 500'000);
    for (const char* wrong : {R"([\[\]{}|])", "  ", R"( [.,!?:;])", R"([.,!?]{2})", R"(\ba [aeiou])",
                              R"(\ban [^aeiouh])", R"(\b(\w\w+) \1\b)", R"([.!?] [a-z])", R"(\n\n\n)", R"( \n)"}) {
        std::smatch found;
        const bool there = std::regex_search(text, found, std::regex(wrong));
        CHECK_MESSAGE(
            !there,
            wrong << ": " << (there ? std::string(found[0].first, std::min(found[0].first + 80, text.end())) : ""));
    }
    bool title = true;
    for (const std::string& line : lines_of(text)) {
        if (!title && !line.empty()) CHECK_MESSAGE(std::string_view(".!?:\"").find(line.back()) != line.npos, line);
        CHECK_MESSAGE(std::ranges::count(line, '"') % 2 == 0, line);
        title = line.empty();
    }
}

TEST_CASE("stories: every plot can be told of every cast, and makes a story") {
    for (const stories::Plot plot : stories::plots())
        for (std::uint64_t seed = 0; seed < 300; ++seed) {
            const std::vector<std::string> lines = lines_of(told(plot, seed));
            REQUIRE(lines.size() >= 4);
            CHECK(lines[0].size() < 60);
            CHECK(lines[1].find("live") != std::string::npos);  // who lives, lived
        }
}

TEST_CASE("stories: what is counted adds up") {
    const std::vector<std::string> numbers = {"no",    "one",   "two",  "three", "four",   "five",  "six",
                                              "seven", "eight", "nine", "ten",   "eleven", "twelve"};
    const auto number = [&](std::string word) {
        for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        return std::ranges::find(numbers, word) - numbers.begin();
    };
    const std::regex thought(R"(there were (\w+) \w+," \w+ thought. "(\w+) \w+ for \w+, (\w+) \w+ for \w+, and (\w+))");
    const std::regex after(R"(so there were (\w+))");
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const std::string story = told(stories::sharing, seed);
        std::smatch of_all, in_the_end;
        REQUIRE(std::regex_search(story, of_all, thought));
        REQUIRE(std::regex_search(story, in_the_end, after));
        CHECK(number(of_all[1]) == number(of_all[2]) + number(of_all[3]) + number(of_all[4]));
        CHECK(number(in_the_end[1]) == number(of_all[4]) + 1);
    }
}

TEST_CASE("stories: what is lost has one colour, and three names are all that occur") {
    const std::regex colour("\\b(red|blue|green|yellow|silver|purple|orange|white|black|golden|striped)\\b");
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const std::string story = told(stories::lost, seed);
        std::set<std::string> colours;
        for (std::sregex_iterator one(story.begin(), story.end(), colour), end; one != end; ++one)
            if (story.find((*one)[0].str() + " door") == story.npos &&
                story.find((*one)[0].str() + " house") == story.npos)
                colours.insert((*one)[0]);
        CHECK(colours.size() <= 1);
        CHECK(times(story, std::regex("\"[^\"]*\" (asked|said) \\w+|\" (he|she) asked")) >= 4);
    }
}
