// tests/step/terminal/element_story_test.cpp: terms with links; zeros with reasons.
#include "examples/step/terminal/element_story.hpp"

#include <doctest/doctest.h>

#include "examples/step/terminal/session.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;

TEST_CASE("element story: the largest term, what it is made of, and where it came from") {
    step::Session session(test::recorded_lesson(), {});
    const std::string text = session.line("why g:output.weight[2,5]");
    CHECK(text.find("of 7 terms") != std::string::npos);
    CHECK(text.find("x[0,3,2]") != std::string::npos);
    CHECK(text.find("from g:output.linear[0,3,5]") != std::string::npos);
    CHECK(session.line("why g:output.linear[0,3,5]").find("p - y") != std::string::npos);
}

TEST_CASE("element story: zeros") {
    step::Session session(test::recorded_lesson(), {});
    const auto why = [&](const char* what) { return session.line(std::string("why g:") + what); };
    CHECK(why("source_embedding.weight[hund,3]").find("row 6 is \"hund\"") != std::string::npos);
    CHECK(why("decoder.layers.0.self_attn.query.linear[0,0,3]").find("only choice") != std::string::npos);
    CHECK(why("encoder.layers.0.self_attn.key.bias[3]").find("cancels") != std::string::npos);
    CHECK(why("output.weight[0,0]").find("Why zero") == std::string::npos);
}
