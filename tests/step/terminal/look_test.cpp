// tests/step/terminal/look_test.cpp: widths, wrapping, numbers.
#include "examples/step/terminal/look.hpp"

#include <doctest/doctest.h>
#include <limits>

using namespace vitro::step;

TEST_CASE("look: escape sequences and the inside of characters have no width") {
    const Look colour{.colours = Colours::sixteen};
    CHECK(bold(colour, "möchte") == "\033[1mmöchte\033[0m");
    CHECK(width_of(bold(colour, "möchte")) == 6);
    CHECK(bold({}, "x") == "x");
    CHECK(padded("ö", 3) == "ö  ");
    CHECK(right("ö", 3) == "  ö");
    CHECK(tail("decoder.layers.0.add", 8) == "...0.add");
    CHECK(tail("add", 8) == "add");
}

TEST_CASE("look: lines are wrapped at words, and what is too long is fitted") {
    const Look narrow{.columns = 12};
    CHECK(wrapped(narrow, "one two three four", 2) == "  one two\n  three four\n");
    CHECK(wrapped(narrow, "", 2).empty());
    CHECK(fitted(narrow, "  aaa bbb ccc ddd\nshort\n") == "  aaa bbb\n    ccc ddd\nshort\n");
    CHECK(fitted(narrow, "aaaaaaaaaaaaaaaaaaaa") == "aaaaaaaaaaaaaaaaaaaa");
    CHECK(fitted({.columns = 4}, "a b c d e f").find("a b\n") == 0);
}

TEST_CASE("look: four digits, or an exponent") {
    CHECK(brief(0) == "0");
    CHECK(brief(1.23456) == "1.2346");
    CHECK(brief(-12.3456) == "-12.346");
    CHECK(brief(123456.7) == "123456.7");
    CHECK(brief(1.5e-7) == "1.500e-07");
    CHECK(brief(std::numeric_limits<double>::quiet_NaN()) == "nan");
    CHECK(brief(-std::numeric_limits<double>::infinity()) == "-inf");
    CHECK(time_text(1500) == "1.5 us");
    CHECK(bytes_text(2048) == "2.0 KB");
}
