// tests/step/terminal/debugger_test.cpp: places and the ways between them.
#include "examples/step/terminal/debugger.hpp"

#include <doctest/doctest.h>

#include "tests/step/recorded.hpp"

using namespace vitro;

TEST_CASE("debugger: a jump is remembered, a step is not") {
    step::Debugger d(test::recorded_lesson(), {});
    d.go(3);
    CHECK(d.back.empty());
    d.go(57, true);
    CHECK(d.back == std::vector<step::Place>{{0, 3}});
    d.go(57, true);
    CHECK(d.back.size() == 1);
    d.outer.push_back(d.place);
    d.place = {5, 2};
    CHECK(d.in_expansion());
    CHECK(d.timeline().graph_index() == 5);
    d.leave();
    CHECK(d.place == step::Place{0, 57});
}
