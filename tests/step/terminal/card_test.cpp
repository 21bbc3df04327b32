// tests/step/terminal/card_test.cpp: a card for every kind of event.
#include "examples/step/terminal/card.hpp"

#include <doctest/doctest.h>

#include "examples/step/museum/museum.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;

namespace {

std::string card_at(const char* event) {
    step::Debugger d(test::recorded_lesson(), {});
    d.go(step::find_event(d.timeline(), event));
    return step::card(d);
}

}  // namespace

TEST_CASE("card: each kind shows what it is about") {
    for (const auto& expected :
         {std::pair("ZERO output.weight", "of the step before"), std::pair("source", "möchte=14"),
          std::pair("F output.linear", "y = f(z), z = x W + b"), std::pair("L", "over 7 tokens"),
          std::pair("SEED", "|g| 1.0000"), std::pair("B output.linear", "dW = x^T dz"),
          std::pair("ACC encoder.layers.0.norm1.layer_norm/2", "partial 2 of 3"), std::pair("mean", "tokens 7"),
          std::pair("clip", "longest allowed 1.0000"), std::pair("U output.weight", "m / (1 - b1^3)"),
          std::pair("end", "lower by")}) {
        const std::string text = card_at(expected.first);
        CHECK_MESSAGE(text.find(expected.second) != std::string::npos, expected.first << "\n" << text);
    }
}

TEST_CASE("card: states are those of the moment") {
    CHECK(card_at("F output.linear").find("= output    output.linear  (1,7,18)  value") != std::string::npos);
    CHECK(card_at("B output.linear").find("g final |g|") != std::string::npos);
}

TEST_CASE("card: a gradient of nothing but nan is nan, not 0") {
    const step::Shown shown = step::run(step::find_exhibit("nan-from-log-0"));
    step::Debugger d(*shown.recording, {});
    d.go(d.timeline().size() - 1);
    const std::string text = step::card(d);
    CHECK_MESSAGE(text.find("= g             nan") != std::string::npos, text);
    CHECK(text.find("|g| nan") != std::string::npos);
}
