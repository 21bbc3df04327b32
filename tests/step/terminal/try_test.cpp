// tests/step/terminal/try_test.cpp: set and rerun.
#include <doctest/doctest.h>

#include "examples/step/terminal/session.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;

TEST_CASE("try: a number, a row, and what became of it") {
    step::Session session(test::recorded_lesson(), {});
    CHECK(session.line("set v:output.bias[beer]=0.5").starts_with("1 number is set"));
    CHECK(session.line("set output.weight[0] = 0").starts_with("18 numbers are set"));
    CHECK(session.line("set").find("v:output.bias[11] = 0.5000") != std::string::npos);
    const std::string text = session.line("rerun");
    CHECK(text.find("loss per token 2.88") != std::string::npos);
    CHECK(text.find("values changed, the most:") != std::string::npos);
    CHECK(text.find("gradients changed, the most:") != std::string::npos);
    CHECK(session.line("set clear") == "Nothing is changed any more.\n");
    CHECK(session.line("rerun").starts_with("? rerun: nothing is changed"));
}

TEST_CASE("try: what cannot be set") {
    step::Session session(test::recorded_lesson(), {});
    CHECK(session.line("set output.bias[3]").starts_with("? set: what is missing is =NUMBER"));
    CHECK(session.line("set output.bias[3]=much").starts_with("? value 'much': valid are numbers"));
    CHECK(session.line("set g:output.bias[3]=1").starts_with("? set: only values can be set"));
}

TEST_CASE("try: another word is read, by place or by word, and the loss says so") {
    step::Session session(test::recorded_lesson(), {});
    CHECK(session.line("set source[bier]=hund") == "1 word is set; rerun shows what becomes of it.\n");
    CHECK(session.line("set").find("token 3 of source_embedding: bier -> hund") != std::string::npos);
    const std::string text = session.line("rerun");
    CHECK(text.find("bier -> hund") != std::string::npos);
    CHECK(text.find("source_embedding.embedding") != std::string::npos);
    CHECK(session.line("set target so far[0] = dog").starts_with("1 word is set"));
    CHECK(session.line("set source[9]=hund").starts_with("? place 9: valid are 0 to 5"));
    CHECK(session.line("set source[]=hund").starts_with("? a word is set as in"));
    CHECK(session.line("set source[0]=").starts_with("? a word is set as in"));
    CHECK(session.line("set source[0]=katze").starts_with("? there is no word 'katze'"));
    CHECK(session.line("set clear") == "Nothing is changed any more.\n");
}

TEST_CASE("try: what becomes nan comes first, and is said so") {
    step::Session session(test::recorded_lesson(), {});
    session.line("set output.bias[3]=nan");
    const std::string text = session.line("rerun");
    CHECK_MESSAGE(text.find("-> nan (nan), in double") != std::string::npos, text);
    CHECK(text.find("gradients changed, the most:") != std::string::npos);
}
