// tests/step/terminal/words_test.cpp: lines as words.
#include "examples/step/terminal/words.hpp"

#include <doctest/doctest.h>

#include "tests/error_of.hpp"

using namespace vitro;
using step::Words;

TEST_CASE("words: at spaces, but not inside of brackets or quotes") {
    CHECK(step::words_of("  pt X[0:4, :] -s ") == Words{"pt", "X[0:4, :]", "-s"});
    CHECK(step::words_of("find \"a b\"") == Words{"find", "a b"});
    CHECK(step::words_of("pt X[\",\"]") == Words{"pt", "X[\",\"]"});
    CHECK(step::words_of("pt -r [[-inf, -1]]") == Words{"pt", "-r", "[[-inf, -1]]"});
    CHECK(step::words_of(" \t\r").empty());
    CHECK(step::words_of("a ] b") == Words{"a", "]", "b"});
    CHECK(step::joined({"a", "b", "c"}, 1) == "b c");
}

TEST_CASE("words: numbers and what is none") {
    CHECK(step::count_of("12", "count") == 12);
    CHECK(step::number_of("-1e3", "bound") == -1000);
    CHECK(test::error_of([] { step::count_of("-1", "count"); }) == "count '-1': valid are whole numbers");
    CHECK(test::error_of([] { step::number_of("1x", "bound"); }) == "bound '1x': valid are numbers");
}
