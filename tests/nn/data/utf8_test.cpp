// tests/nn/data/utf8_test.cpp: the edges of every row of the table of well-formed UTF-8.
#include "nn/data/utf8.hpp"

#include <doctest/doctest.h>
#include <string>
#include <string_view>

#include "tests/error_of.hpp"

using namespace vitro::nn;
using namespace std::string_view_literals;
using vitro::test::error_of;

TEST_CASE("utf8: the first and last code point of every length") {
    for (const std::string_view point : {"\x00"sv, "\x7F"sv}) CHECK(code_point_length(point) == 1);
    for (const std::string_view point : {"\xC2\x80"sv, "\xDF\xBF"sv}) CHECK(code_point_length(point) == 2);
    for (const std::string_view point : {"\xE0\xA0\x80"sv, "\xED\x9F\xBF"sv, "\xEE\x80\x80"sv, "\xEF\xBF\xBF"sv})
        CHECK(code_point_length(point) == 3);
    for (const std::string_view point : {"\xF0\x90\x80\x80"sv, "\xF4\x8F\xBF\xBF"sv})
        CHECK(code_point_length(point) == 4);
}

TEST_CASE("utf8: overlong forms, surrogates, numbers beyond U+10FFFF and stray bytes are malformed") {
    for (const std::string_view bytes :
         {"\xC0\x80"sv, "\xC1\xBF"sv, "\xE0\x9F\xBF"sv, "\xF0\x8F\xBF\xBF"sv, "\xED\xA0\x80"sv, "\xED\xBF\xBF"sv,
          "\xF4\x90\x80\x80"sv, "\xF5\x80\x80\x80"sv, "\xFE"sv, "\xFF"sv, "\x80"sv, "\xBF"sv}) {
        CAPTURE(bytes.size());
        CHECK(code_point_length(bytes) == 0);
        CHECK(find_invalid_utf8(bytes) == 0);
    }
}

TEST_CASE("utf8: a code point that is cut short or interrupted is malformed") {
    for (const std::string_view point : {"\xC3\xA4"sv, "\xE2\x82\xAC"sv, "\xF0\x9F\x98\x80"sv})
        for (std::size_t length = 0; length < point.size(); ++length) {
            CHECK(code_point_length(point.substr(0, length)) == 0);
            CHECK(code_point_length(std::string(point.substr(0, length)) + "a") == (length == 0 ? 1 : 0));
        }
}

TEST_CASE("utf8: the position of the first bad byte") {
    CHECK(find_invalid_utf8("") == std::string_view::npos);
    CHECK(find_invalid_utf8("stra\xC3\x9F"
                            "e \xE2\x82\xAC \xF0\x9F\x98\x80") == std::string_view::npos);
    CHECK(find_invalid_utf8("\xC3\x9F\xE4") == 2);
    CHECK(find_invalid_utf8("ab\xC3") == 2);
    CHECK(find_invalid_utf8("ab\xC3"
                            "c\xFF") == 2);
}

TEST_CASE("utf8: what is no text is named by line and byte, without a byte-order mark") {
    CHECK(checked_text("\xEF\xBB\xBFone\r\n", "t") == "one\r\n");
    CHECK(checked_text("", "t").empty());
    CHECK(error_of([] { checked_text("\xEF\xBB\xBF\nsch\xF6n", "t"); }) ==
          "t, line 2: byte 4 (0xF6) is not UTF-8; save the file as UTF-8");
    CHECK(error_of([] { checked_text("a\n\nb\0\xFF"sv, "t"); }) ==
          "t, line 3: byte 2 is zero, so this is not UTF-8 text (UTF-16, or binary?)");
    CHECK(error_of([] { checked_text("\xFF\0"sv, "t"); }).starts_with("t, line 1: byte 1 (0xFF)"));
}
