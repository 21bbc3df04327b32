// tests/core/team_test.cpp: how many threads the kernels may use.
#include "core/team.hpp"

#include <doctest/doctest.h>
#include <thread>

#include "core/runtime.hpp"
#include "kernels/kernels.hpp"
#include "tests/error_of.hpp"

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

TEST_CASE("another thread has a team of its own from its first call on") {
    const int here = team::size();
    int there = 0, changed = 0;
    std::thread([&] {
        static_cast<void>(runtime::kernels());
        there = vitro::kernels::threads();
        team::resize(here + 1);
        changed = team::size();
    }).join();
    CHECK(there >= 1);
    CHECK(changed == here + 1);
    CHECK(team::size() == here);
}
