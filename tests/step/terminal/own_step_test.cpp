// tests/step/terminal/own_step_test.cpp: a run's own step, and a run that is not there.
#include "examples/step/terminal/own_step.hpp"

#include <doctest/doctest.h>

#include "tests/error_of.hpp"

using namespace vitro;

TEST_CASE("own step: what is not there, and what is no sentence") {
    CHECK(test::error_of([] { step::own_step("nowhere", "eins", "one"); }) ==
          "nowhere: there is no such run directory");
    CHECK(test::error_of([] { step::own_step("nowhere", "", "one"); }) == "--text '': must be one sentence");
    CHECK(test::error_of([] { step::own_step("nowhere", "eins", "one\ntwo"); }).starts_with("--target "));
}
