// tests/nn/data/tokenizer_test.cpp: words and characters, there and back.
#include "nn/data/tokenizer.hpp"

#include <doctest/doctest.h>

#include "tests/error_of.hpp"

using namespace vitro::nn;
using Tokens = std::vector<std::string_view>;

TEST_CASE("tokenizer: words stand between spaces and tabs") {
    CHECK(split("ein kleines haus .", TokenKind::words) == Tokens{"ein", "kleines", "haus", "."});
    CHECK(split("  ein\t kleines \t", TokenKind::words) == Tokens{"ein", "kleines"});
    CHECK(split("", TokenKind::words).empty());
    CHECK(split(" \t ", TokenKind::words).empty());
}

TEST_CASE("tokenizer: a no-break space is part of its word") {
    CHECK(split("10\xC2\xA0km weit", TokenKind::words) == Tokens{"10\xC2\xA0km", "weit"});
}

TEST_CASE("tokenizer: characters are code points, not bytes") {
    CHECK(split("a \xC3\x9F\xE2\x82\xAC\xF0\x9F\x98\x80\n", TokenKind::characters) ==
          Tokens{"a", " ", "\xC3\x9F", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\n"});
    CHECK(split("", TokenKind::characters).empty());
}

TEST_CASE("tokenizer: malformed bytes become characters of their own and nothing is lost") {
    CHECK(split("a\xFF\xC3", TokenKind::characters) == Tokens{"a", "\xFF", "\xC3"});
}

TEST_CASE("tokenizer: joining undoes splitting") {
    for (const std::string_view line : {"", "wort", "ein kleines haus .", "\xC3\xA4 \xC3\xB6"}) {
        CHECK(join(split(line, TokenKind::words), TokenKind::words) == line);
        CHECK(join(split(line, TokenKind::characters), TokenKind::characters) == line);
    }
    CHECK(join(split("  a \t b ", TokenKind::words), TokenKind::words) == "a b");
    CHECK(join(split("  a \t b ", TokenKind::characters), TokenKind::characters) == "  a \t b ");
}

TEST_CASE("tokenizer: a spaced word takes the one space before it") {
    CHECK(split("Oh,  don't!\n", TokenKind::spaced_words) == Tokens{"Oh", ",", " ", " don't", "!", "\n"});
    CHECK(split(" a_1 \t'tis 'b' ", TokenKind::spaced_words) ==
          Tokens{" a_1", " ", "\t", "'", "tis", " '", "b", "'", " "});
    CHECK(split("\xC3\x84pfel \xC3\xBC"
                "ber",
                TokenKind::spaced_words) == Tokens{"\xC3\x84pfel",
                                                   " \xC3\xBC"
                                                   "ber"});
    CHECK(split("", TokenKind::spaced_words).empty());
}

TEST_CASE("tokenizer: spaced words put any text together again") {
    for (const std::string_view text : {"", " ", "  ", "'", "a''b", " '\n \n", "10\xC2\xA0km \xFF\xC3", "x.\r\n\ty  "})
        CHECK(join(split(text, TokenKind::spaced_words), TokenKind::spaced_words) == text);
}

TEST_CASE("tokenizer: subwords are their vocabulary's") {
    CHECK(vitro::test::error_of([] { split("a", TokenKind::subwords); }) ==
          "[tokenizer] subwords are not cut without their vocabulary");
    CHECK(join(Tokens{"\xE2\x96\x81"
                      "ein",
                      "\xE2\x96\x81ha", "us"},
               TokenKind::subwords) == "ein haus");
    CHECK(name(TokenKind::subwords) == "subwords");
    CHECK(name(TokenKind::spaced_words) == "spaced_words");
}
