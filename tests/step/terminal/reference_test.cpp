// tests/step/terminal/reference_test.cpp: what a reference means, and what a bad one is answered with.
#include "examples/step/terminal/reference.hpp"

#include <doctest/doctest.h>

#include "tests/error_of.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;
using step::Reference;
using test::error_of;
using test::lesson_timeline;
using test::lesson_value;

namespace {

Reference parsed(const char* text, int focus = -1) {
    return step::reference_of(lesson_timeline(), text, "v", focus);
}
std::string complaint(const char* text) {
    return error_of([&] { parsed(text); });
}

}  // namespace

TEST_CASE("reference: kinds, names, moments, parts") {
    CHECK(parsed("output.weight").which == "v");
    CHECK(parsed("g:output.weight").which == "g");
    CHECK(parsed("k:encoder.layers.0.norm1.layer_norm/2").part == 2);
    CHECK(parsed("second_moment:output.weight").which == "second_moment");
    CHECK(parsed("g:output.weight@end").moment == 284);
    CHECK(parsed("g:output.weight[2,5]@57").moment == 57);
    CHECK(parsed(".", 3).value == 3);
    CHECK(parsed("@[2,5]", lesson_value("output.weight")).value == lesson_value("output.weight"));
}

TEST_CASE("reference: places by number, from the end, by range, by word") {
    const Reference one = parsed("output.weight[-1,beer]");
    CHECK(one.is_element());
    CHECK(one.offset({16, 18}) == 15 * 18 + 11);
    const Reference rows = parsed("output.linear[0,like,2:5]");
    CHECK(!rows.is_element());
    CHECK(rows.ranges[1].from == 3);
    CHECK(rows.ranges[2].to == 5);
    CHECK(parsed("output.linear[0,\".\"]").ranges[1].from == 6);
    CHECK(parsed("output.linear[:,1:]").ranges[1].from == 1);
    CHECK(!parsed("source_embedding.weight[ein]").is_element());
}

TEST_CASE("reference: what is wrong is said") {
    CHECK(complaint("x:output.weight") == "'x': valid before a colon are v, g, k, u, first_moment, second_moment");
    CHECK(complaint("output.weight[2,5") == "'output.weight[2,5': a ] is missing");
    CHECK(complaint("output.weight[99]") == "place 99: valid are 0 to 15");
    CHECK(complaint("output.weight[1,2,3]") == "3 places, but output.weight has 2 axes: (16,18)");
    CHECK(complaint("output.weight[0,bear]").starts_with("there is no word 'bear'; near are beer"));
    CHECK(complaint("output.weight[5:2]") == "'5:2': of 0 to 15 that is no part");
    CHECK(complaint("output.weight[0,\"bear\"]").starts_with("there is no word 'bear'"));
    CHECK(complaint(".") == "this event is about no tensor: name one");
    CHECK(complaint("output.weight[]").starts_with("place '': valid are 0 to 15"));
}

TEST_CASE("reference: numbers at a moment, and what is not there yet") {
    const step::Timeline& timeline = lesson_timeline();
    const auto numbers = [&](const char* text, int t) { return step::numbers_of(timeline, parsed(text), t); };
    const auto refusal = [&](const char* text, int t) { return error_of([&] { numbers(text, t); }); };
    CHECK(numbers("u:output.weight", 0).size() == 16 * 18);
    CHECK(numbers("first_moment:output.weight", 0).size() == 16 * 18);
    CHECK(numbers("k:output.weight", 0) == timeline.final_gradient(lesson_value("output.weight")));
    CHECK(refusal("output.linear", 60) == "output.linear: not yet computed");
    CHECK(refusal("g:output.linear", 60).starts_with("output.linear: its gradient is unset: nothing has arrived yet"));
    CHECK(refusal("g:source_positions.constant", 60).ends_with("it has no gradient: nothing flows to it"));
    CHECK(refusal("u:output.linear", 60).ends_with("it is no parameter: nothing updates it"));
    CHECK(refusal("k:output.linear/2", 60).ends_with("there is no contribution 2: its gradient has 1"));
}
