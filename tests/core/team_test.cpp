// tests/core/team_test.cpp: how many threads the kernels may use.
#include "core/team.hpp"

#include <doctest/doctest.h>

#include "core/runtime.hpp"
#include "tests/core/error_of.hpp"

using namespace vitro::core;
using vitro::test::error_of;

TEST_CASE("the team has at least one thread and takes the size it is given") {
    const int before = team::size();
    CHECK(before >= 1);
    team::resize(3);
    CHECK(team::size() == 3);
    CHECK(runtime::threads() == 3);
    runtime::use_threads(before);
    CHECK(team::size() == before);
}

TEST_CASE("impossible team sizes are refused and change nothing") {
    const int before = team::size();
    CHECK(error_of([] { team::resize(0); }) == "[threads] 0 threads: valid are 1 to 1024");
    CHECK(error_of([] { team::resize(1025); }) == "[threads] 1025 threads: valid are 1 to 1024");
    CHECK(team::size() == before);
}
