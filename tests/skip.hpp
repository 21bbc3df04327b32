// tests/skip.hpp: a test that lacks something on this machine says so, and is counted.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <doctest/doctest.h>
#include <string>

namespace vitro::test {

/// To be returned from a test before it checks anything: prints the line by which ctest knows a skipped test. Where
/// VITRO_REQUIRE=all, as in .ci/run, nothing may be lacking: the test fails.
inline void skip(const std::string& reason) {
    const char* const required = std::getenv("VITRO_REQUIRE");
    if (required && std::string(required) == "all") FAIL("lacking, though VITRO_REQUIRE=all: " << reason);
    std::printf("SKIPPED: %s\n", reason.c_str());
}

}  // namespace vitro::test
