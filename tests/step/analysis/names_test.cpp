// tests/step/analysis/names_test.cpp: names cut at the front, numbers, phases, slips.
#include "examples/step/analysis/names.hpp"

#include <doctest/doctest.h>

#include "tests/error_of.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;
using test::error_of;
using test::lesson_timeline;

namespace {

std::string event_named(const char* text) {
    return lesson_timeline().full_name_at(step::find_event(lesson_timeline(), text));
}

}  // namespace

TEST_CASE("names: events by number, phase and name") {
    CHECK(step::find_event(lesson_timeline(), "213") == 213);
    CHECK(event_named("start") == "ZERO source_embedding.weight");
    CHECK(event_named("F0") == "F source_embedding.embedding");
    CHECK(event_named("L") == "LOSS cross_entropy");
    CHECK(event_named("B0") == "B cross_entropy");
    CHECK(event_named("U1") == "U target_embedding.weight");
    CHECK(event_named("end") == "U output.bias");
    CHECK(event_named("output.linear") == "F output.linear");
    CHECK(event_named("B output.linear") == "B output.linear");
    CHECK(event_named("B:output.linear") == "B output.linear");
    CHECK(event_named("ACC encoder.layers.0.norm1.layer_norm/2") == "ACC encoder.layers.0.norm1.layer_norm/2");
    CHECK(event_named("cross_attn.attention") == "F decoder.layers.0.cross_attn.attention");
    CHECK(event_named("output.weight") == "U output.weight");
    CHECK(event_named("next word") == "INPUT next word");
}

TEST_CASE("names: slips are answered with what is near") {
    const auto complaint = [](const char* text) {
        return error_of([&] { step::find_event(lesson_timeline(), text); });
    };
    CHECK(complaint("285") == "there is no event 285: valid are 0 to 284");
    CHECK(complaint("F99") == "there is no event F99: there are 41 of its kind");
    CHECK(complaint("attenton")
              .starts_with("there is no event 'attenton'; near are encoder.layers.0.self_attn.attention"));
    CHECK(complaint("attention").starts_with("'attention' may be any of 3 events: "));
    CHECK(complaint("zzzzzzzzzzz") == "there is no event 'zzzzzzzzzzz'");
    CHECK(error_of([] {
              step::find_value(lesson_timeline(), "ouput.weight");
          }).starts_with("there is no tensor 'ouput.weight'; near are output.weight, "));
}

TEST_CASE("names: of few, all are listed") {
    CHECK(error_of([] {
              step::find_name("zzzz", {"ab", "cd"}, "thing");
          }) == "there is no thing 'zzzz'; valid are ab, cd");
    CHECK(step::find_name("b", {"a.b", "b"}, "thing") == 1);
    CHECK(step::nearest("ad", {"ab", "cd", "zzzzzz"}) == std::vector<std::string>{"ab", "cd"});
    CHECK(step::kind_named("ACC") == core::trace::EventKind::accumulate);
    CHECK(!step::kind_named("acc"));
}
