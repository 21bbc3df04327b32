// tests/step/analysis/condition_test.cpp: which events meet what is asked of them.
#include "examples/step/analysis/condition.hpp"

#include <doctest/doctest.h>

#include "tests/error_of.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;
using test::error_of;
using test::lesson_timeline;

namespace {

int count(const std::vector<std::string>& words) {
    const step::Condition condition(lesson_timeline(), words);
    int found = 0;
    for (int t = 0; t < lesson_timeline().size(); ++t) found += condition.holds(lesson_timeline(), t) ? 1 : 0;
    return found;
}

std::string complaint(const std::vector<std::string>& words) {
    return error_of([&] { step::Condition(lesson_timeline(), words); });
}

}  // namespace

TEST_CASE("condition: ops, modules, kinds, shapes, expressions") {
    CHECK(count({"op:attention", "kind:F"}) == 3);
    CHECK(count({"op=attention"}) == 3 + 3 + 9);
    CHECK(count({"kind:ACC"}) == 98);
    CHECK(count({"mod:encoder.norm", "kind=F"}) == 1);
    CHECK(count({"mod:self_attn", "op:attention", "kind:B"}) == 2);
    CHECK(count({"shape:7x18", "kind:F"}) == 1);
    CHECK(count({"shape:(1,7,18)", "kind:F"}) == 1);
    CHECK(count({"/^F .*norm1/"}) == 2);
    CHECK(count({"output.linear"}) > 1);
}

TEST_CASE("condition: measures of what an event is about") {
    CHECK(count({"zero(g)>0.2", "kind:ACC", "/embedding.weight/"}) == 2);  // most rows
    CHECK(count({"zero(v)>0.3", "kind:F"}) == 2);                          // of two relus
    CHECK(count({"absmax(g)>1e6"}) == 0);
    CHECK(count({"norm(v)>0", "kind:F"}) == 41);
    CHECK(count({"nonfinite"}) == 0);
    CHECK(count({"g:encoder.layers.0.norm1.layer_norm"}) == 3);
    CHECK(count({"v:output.weight"}) == 1);
}

TEST_CASE("condition: what means nothing is answered with what would") {
    CHECK(complaint({}).starts_with("a condition is missing, such as op:softmax"));
    CHECK(complaint({"absmax(x)>1"}).starts_with("'absmax(x)>1' means nothing here; valid are op:"));
    CHECK(complaint({"absmax(g)>much"}).starts_with("'absmax(g)>much' means nothing"));
    CHECK(complaint({"colour:red"}).starts_with("'colour:red' means nothing here"));
    CHECK(complaint({"kind:X"}).starts_with("kind: valid are ZERO, INPUT, F"));
    CHECK(complaint({"op:atention"}) == "there is no op 'atention'; near are attention");
    CHECK(complaint({"/(/"}).starts_with("/(/: not a regular expression"));
}
