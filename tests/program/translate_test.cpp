// tests/program/translate_test.cpp: translate and evaluate with a model that knows its six words.
#include <doctest/doctest.h>

#include "tests/program/desk.hpp"
#include "tests/skip.hpp"

using program_test::Desk;
using program_test::kTrain;
using program_test::Ran;

namespace {

/// A desk with a run that translates well; trained once.
const Desk& desk() {
    static const Desk one;
    static const bool trained = one.vitro(kTrain + " --epochs 240 --out run").status == 0;
    REQUIRE(trained);
    return one;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find('\n', begin);
        lines.push_back(text.substr(begin, end - begin));
        begin = end == std::string::npos ? text.size() : end + 1;
    }
    return lines;
}

}  // namespace

TEST_CASE("translate: sentences from the command line") {
    const Ran ran = desk().vitro("translate run \"eins zwei drei\" \"sechs fünf\"");
    CHECK(ran.status == 0);
    CHECK(ran.out == "one two three\nsix five\n");
    CHECK(ran.err.empty());
}

TEST_CASE("translate: lines of standard input, with a missing last newline") {
    const Ran ran = desk().vitro("translate run", "", "vier drei\nzwei eins sechs");
    CHECK(ran.status == 0);
    CHECK(ran.out == "four three\ntwo one six\n");
}

TEST_CASE("translate: beam search finds the same, with the same or a better score") {
    REQUIRE(desk().vitro("translate run \"eins zwei drei\" --json greedy.json").status == 0);
    const Ran ran = desk().vitro("translate run \"eins zwei drei\" --beam 4 --length-penalty 0 --json beam.json");
    CHECK(ran.out == "one two three\n");
    const nlohmann::json greedy = desk().json("greedy.json"), beam = desk().json("beam.json");
    CHECK(greedy["translations"][0]["translation"] == "one two three");
    CHECK(greedy["translations"][0]["source"] == "eins zwei drei");
    CHECK(beam["translations"][0]["log_probability"].get<double>() >=
          greedy["translations"][0]["log_probability"].get<double>() - 1e-6);
}

TEST_CASE("translate: n-best lists, each sentence's translations numbered alike, best first") {
    const Ran ran =
        desk().vitro("translate run \"eins zwei drei\" \"vier eins\" --beam 4 --n-best 3 --json n_best.json");
    CHECK(ran.status == 0);
    CAPTURE(ran.out);
    const std::vector<std::string> lines = lines_of(ran.out);
    REQUIRE(lines.size() == 6);
    CHECK(lines[0].starts_with("0 ||| one two three ||| -"));
    CHECK(lines[3].starts_with("1 ||| four one ||| -"));
    const nlohmann::json translations = desk().json("n_best.json")["translations"];
    REQUIRE(translations.size() == 2);
    for (std::size_t sentence = 0; sentence < 2; ++sentence) {
        const nlohmann::json& list = translations[sentence]["n_best"];
        REQUIRE(list.size() == 3);
        CHECK(list[0]["translation"] == translations[sentence]["translation"]);
        for (std::size_t rank = 0; rank < 3; ++rank) {
            const std::string line = lines[3 * sentence + rank], number = std::to_string(sentence);
            const std::string head = number + " ||| " + list[rank]["translation"].get<std::string>() + " ||| ";
            REQUIRE(line.starts_with(head));
            CHECK(std::stod(line.substr(head.size())) == doctest::Approx(list[rank]["score"]).epsilon(1e-3));
            if (rank > 0) CHECK(list[rank]["score"] <= list[rank - 1]["score"]);
            if (rank > 0) CHECK(list[rank]["translation"] != list[rank - 1]["translation"]);
        }
    }
    CHECK(desk().vitro("translate run \"vier eins\" --n-best 1").out.starts_with("0 ||| four one ||| -"));
    REQUIRE(desk().vitro("translate run \"vier eins\" --json plain.json").status == 0);
    CHECK_FALSE(desk().json("plain.json")["translations"][0].contains("n_best"));
}

TEST_CASE("translate: more translations than the beam has are a mistake of usage") {
    const Ran ran = desk().vitro("translate run vier --beam 2 --n-best 3");
    CHECK(ran.status == 2);
    CHECK(ran.out.empty());
    CHECK(ran.err == "vitro: --n-best 3: --beam 2 finds 2 at most; ask for --beam 3 or more\n");
    CHECK(desk().vitro("translate run vier --n-best 2").err ==
          "vitro: --n-best 2: --beam 1 finds 1 at most; ask for --beam 2 or more\n");
    CHECK(desk().vitro("translate run vier --beam 2 --n-best 0").status == 2);
}

TEST_CASE("translate: unknown words are named and counted on standard error") {
    const Ran ran = desk().vitro("translate run \"eins Hundert drei zehn\" --json figures.json");
    CHECK(ran.status == 0);
    CHECK(ran.err.starts_with("vitro: 2 unknown words read as <unk>: Hundert, zehn ("));
    CHECK(desk().json("figures.json")["unknown"] == 2);
    CHECK(desk().vitro("translate run \"eins acht\"").err.starts_with("vitro: 1 unknown word read as <unk>: acht ("));
}

TEST_CASE("translate: the attention of each head, a row for each token written") {
    const Ran ran = desk().vitro("translate run \"eins zwei\" --attention");
    CHECK(ran.status == 0);
    const std::vector<std::string> lines = lines_of(ran.out);
    CAPTURE(ran.out);
    REQUIRE(lines.size() == 1 + 2 * (1 + 1 + 1 + 3) + 1);
    CHECK(lines[0] == "one two");
    CHECK(lines[2] == "layer 1, head 1");
    CHECK(lines[3] == "         eins  zwei  <eos>");
    CHECK(lines[4].starts_with("  one    "));
    CHECK(lines[5].starts_with("  two    "));
    CHECK(lines[6].starts_with("  <eos>  "));
    CHECK(lines[8] == "layer 1, head 2");
}

TEST_CASE("translate: a sentence that is too long is named by its line, before anything is printed") {
    const Ran ran = desk().vitro("translate run", "", "eins\neins eins eins eins eins eins eins eins eins\n");
    CHECK(ran.status == 1);
    CHECK(ran.out.empty());
    CHECK(ran.err.starts_with("vitro: standard input, line 2: "));
}

TEST_CASE("translate: more lines than are translated together") {
    std::string in, out;
    for (int i = 0; i < 2100; ++i) {
        in += i % 1000 == 999 ? "sechs fünf\n" : "eins zwei drei\n";
        out += i % 1000 == 999 ? "six five\n" : "one two three\n";
    }
    CHECK(desk().vitro("translate run", "", in).out == out);
    const Ran ran = desk().vitro("translate run", "", in + "eins eins eins eins eins eins eins eins eins\n");
    CHECK(ran.out.empty());
    CHECK(ran.err.starts_with("vitro: standard input, line 2101: "));
}

TEST_CASE("translate: a typed sentence that is too long does not end the session") {
    if (desk().shell("script -qec true /dev/null").status != 0)
        return vitro::test::skip("script of util-linux is not installed: apt-get install bsdutils");
    const Ran ran = desk().shell("script -qec '\"'\"$vitro\"'\" translate run --json typed.json' /dev/null",
                                 "vier drei\neins eins eins eins eins eins eins eins eins\nzwei eins sechs\n\x04");
    CAPTURE(ran.out);
    CHECK(ran.status == 0);
    CHECK(ran.out.find("four three") != std::string::npos);
    CHECK(ran.out.find("vitro: sentence 2, line 1: 9 tokens") != std::string::npos);
    CHECK(ran.out.find("two one six") != std::string::npos);
    CHECK(desk().json("typed.json")["translations"].size() == 2);
}

TEST_CASE("translate: bytes that are not UTF-8") {
    const Ran ran = desk().vitro("translate run", "", "eins\nzw\xC3");
    CHECK(ran.status == 1);
    CHECK(ran.err.starts_with("vitro: standard input, line 2: "));
}

TEST_CASE("translate: nothing in, nothing out") {
    const Ran ran = desk().vitro("translate run");
    CHECK(ran.status == 0);
    CHECK(ran.out.empty());
}

TEST_CASE("evaluate: figures in text and as JSON") {
    const Ran ran = desk().vitro("evaluate run --split test --json figures.json");
    CAPTURE(ran.out);
    CHECK(ran.status == 0);
    const nlohmann::json figures = desk().json("figures.json");
    CHECK(figures["bleu"] > 90);
    CHECK(figures["cross_entropy"] < 0.5);
    CHECK(figures["perplexity"] > 1);
    CHECK(figures["sentences"] == 30);
    CHECK(figures["beam"] == 1);
    CHECK(figures["unknown_banned"] == false);
    for (const char* part : {"cross-entropy", "perplexity", "BLEU", "(greedy)", "test.xx, 30 sentences"})
        CHECK_MESSAGE(ran.out.find(part) != std::string::npos, part);
    CHECK(desk().vitro("evaluate run --split test --beam 3").out.find("(beam 3, length penalty 0.6)") !=
          std::string::npos);
    const Ran banned = desk().vitro("evaluate run --split test --no-unknown --json banned.json");
    CHECK(banned.out.find("(greedy, never <unk>)") != std::string::npos);
    CHECK(desk().json("banned.json")["unknown_banned"] == true);
}

TEST_CASE("evaluate: another corpus, and a split that is not there") {
    CHECK(desk().vitro("evaluate run --data . --split val").status == 0);
    const Ran ran = desk().vitro("evaluate run --data . --split dev");
    CHECK(ran.status == 1);
    CHECK(ran.err.find("dev.xx") != std::string::npos);
}
