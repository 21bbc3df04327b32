// tests/step/terminal/lists_test.cpp: events around, inputs and outputs as trees.
#include <doctest/doctest.h>

#include "examples/step/terminal/session.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;

TEST_CASE("lists: the present event is marked") {
    step::Session session(test::recorded_lesson(), {});
    session.line("goto output.linear");
    CHECK(session.line("list").find(">  92 F     output.linear") != std::string::npos);
    CHECK(session.line("list end").find("284 U     output.bias") != std::string::npos);
}

TEST_CASE("lists: what a tensor was computed from, down to the embedding, each once") {
    step::Session session(test::recorded_lesson(), {});
    const std::string text = session.line("li -r encoder.norm.layer_norm");
    CHECK(text.find("source_embedding.weight") != std::string::npos);
    CHECK(text.find(", see above") != std::string::npos);
    CHECK(session.line("li -d 1 encoder.norm.layer_norm").find("encoder.norm.gain") != std::string::npos);
    CHECK(session.line("lo -r source_embedding.weight").find("cross_entropy") != std::string::npos);
    CHECK(session.line("lo -d").starts_with("? -d needs a depth"));
    session.line("goto mean");
    CHECK(session.line("li").starts_with("? this event is about no tensor"));
}
