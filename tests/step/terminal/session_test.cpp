// tests/step/terminal/session_test.cpp: a session with its transcript, and what learners ask, in three commands each.
//
// The transcript is made on the reference kernels: a heatmap's digits are cut off, and another table's last bit may
// turn 4.999 into 5.000. To write it anew: VITRO_ISA=reference vitro step --batch session.txt > session.expected.txt
#include "examples/step/terminal/session.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>
#include <sstream>

#include "core/runtime.hpp"
#include "examples/step/terminal/verbs.hpp"
#include "tests/step/recorded.hpp"
#include "tests/structure/printed.hpp"
#include "tests/structure/project.hpp"

using namespace vitro;
using step::Colours;
using step::Look;
using step::Session;

namespace {

std::vector<std::string> script() {
    std::vector<std::string> lines;
    std::istringstream text(structure::read_text("tests/step/terminal/session.txt"));
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
}

std::string transcript(const core::trace::Recording& recording, const Look& look) {
    Session session(recording, look);
    std::string text = session.greeting();
    for (const std::string& line : script()) {
        text += session.prompt() + line + "\n";
        text += session.line(line);
    }
    CHECK(session.done());
    return text;
}

/// What a few lines show together.
std::string said(std::initializer_list<const char*> lines) {
    REQUIRE(lines.size() <= 3);
    Session session(test::recorded_lesson(), {});
    std::string text;
    for (const char* line : lines) {
        text += session.line(line);
        CHECK(session.understood());
    }
    return text;
}

void check_has(const std::string& text, const std::string& part) {
    CHECK_MESSAGE(text.find(part) != std::string::npos, part << " is not in\n" << text);
}

}  // namespace

TEST_CASE("session: a script of many commands prints what it should") {
    const std::string before(core::runtime::kernels().name);
    core::runtime::use_table("reference");
    const core::trace::Recording recording = step::lesson();
    CHECK(script().size() >= 60);
    const auto off = structure::difference(structure::read_text("tests/step/terminal/session.expected.txt"),
                                           transcript(recording, {}), 1e-3);
    CHECK_MESSAGE(!off, off.value_or(""));
    core::runtime::use_table(before);
}

TEST_CASE("session: every verb is in the script") {
    const std::vector<std::string> lines = script();
    for (const step::Verb& verb : step::all_verbs()) {
        const bool used = std::ranges::any_of(lines, [&](const std::string& line) {
            const step::Words words = step::words_of(line);
            if (words.empty() || words[0] == "blah" || words[0][0] == '/') return false;
            try {
                return step::find_verb(words[0]).name == verb.name;
            } catch (const std::exception&) {
                return false;  // a guess in the quiz
            }
        });
        CHECK_MESSAGE(used, verb.name);
    }
}

TEST_CASE("session: no line is wider than the terminal, with colour and without") {
    for (const int columns : {60, 80, 120})
        for (const Colours colours : {Colours::none, Colours::sixteen, Colours::many, Colours::all}) {
            std::istringstream lines(transcript(test::recorded_lesson(), {.columns = columns, .colours = colours}));
            for (std::string line; std::getline(lines, line);)
                if (!line.starts_with("(")) CHECK_MESSAGE(step::width_of(line) <= columns, columns << ": " << line);
        }
}

TEST_CASE("session: without colour there is no escape sequence, and in ASCII nothing but words from outside") {
    CHECK(transcript(test::recorded_lesson(), {}).find('\033') == std::string::npos);
    const Look look{.columns = 80, .colours = Colours::all, .ascii = true};
    CHECK(transcript(test::recorded_lesson(), look).find("▀") == std::string::npos);
}

TEST_CASE("session: which of the three contributions to the first layer norm's gradient is the largest") {
    const std::string text = said({"why g:encoder.layers.0.norm1.layer_norm"});
    check_has(text, "of 3 contributions");
    CHECK(text.find("89.4 %") < text.find("self_attn.value.linear"));
    check_has(text, "shares sum to 100.0 %");
}

TEST_CASE("session: why is the gradient of a word's row zero or not") {
    const std::string ein = said({"why g:source_embedding.weight[ein]"});
    check_has(ein, "row 5 of the table was read at position 2");
    check_has(ein, "not zero");
    check_has(said({"why g:source_embedding.weight[hund]"}), "row not in batch");
}

TEST_CASE("session: what does the causal mask cut at row 2") {
    check_has(said({"goto decoder.layers.0.self_attn.attention", "info mask 2"}),
              "row 2 (would) may attend to <bos> i would; cut: like a beer .");
}

TEST_CASE("session: which token pulled the logits of position 3 the most") {
    const std::string text = said({"goto L", "info loss 3"});
    check_has(text, "3 next is a: ");
    const std::string first = "below 0 pulls the logit up:\n    a ";
    check_has(text, first);
}

TEST_CASE("session: what did Adam do to this weight, and was the loss lower afterwards") {
    const std::string text = said({"why u:output.weight[2,5]"});
    for (const char* part : {"before", "b1 m + (1 - b1) g", "sqrt(v^) + epsilon", "-lr * ratio", "after", "lower by"})
        check_has(text, part);
}

TEST_CASE("session: what means nothing is answered, and the session goes on") {
    Session session(test::recorded_lesson(), {});
    for (const char* line :
         {"blah", "goto nowhere", "pt v:none",

          "step x", "set", "break", "find colour:red", "pt output.weight[", "pt output.weight[1,2,3]",
          "pt zz:output.weight", "u source_positions.add", "tour nowhere", "quiz maybe", "info weather", "delete 3",
          "k source_positions.constant", "]", "\"", "(("}) {
        const std::string text = session.line(line);
        CHECK(!session.done());
        if (std::string(line) != "set") CHECK_MESSAGE(text.starts_with("? "), std::string(line) << ": " << text);
    }
    CHECK(session.line("goto 57").starts_with("[57/284]"));
    CHECK(session.line("").starts_with("? ") == false);
    CHECK(session.prompt() == "(F 57) ");
}

TEST_CASE("session: an empty line repeats a step, and nothing else") {
    Session session(test::recorded_lesson(), {});
    session.line("goto F0");
    CHECK(session.line("").empty());
    session.line("s");
    session.line("");
    CHECK(session.prompt() == "(F 55) ");
}

TEST_CASE("session: completions of verbs and of names behind a colon") {
    Session session(test::recorded_lesson(), {});
    CHECK(session.completions("reverse-c") == std::vector<std::string>{"reverse-continue"});
    CHECK(session.completions("why g:encoder.norm.l") == std::vector<std::string>{"g:encoder.norm.layer_norm"});
    CHECK(session.completions("zzz").empty());
}
