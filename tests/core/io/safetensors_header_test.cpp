// tests/core/io/safetensors_header_test.cpp: what a header may say, and the sentence for everything else.
#include "core/io/safetensors_header.hpp"

#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "core/error.hpp"

using namespace vitro::core;

namespace {

std::string refusal(const std::string& json, std::uint64_t data_bytes) {
    try {
        parse_safetensors_header(json, data_bytes, "file");
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

struct Hostile {
    const char* json;
    const char* message;
};

void check_refusals(const std::vector<Hostile>& cases, std::uint64_t data_bytes) {
    for (const Hostile& hostile : cases) {
        CAPTURE(hostile.json);
        CHECK(refusal(hostile.json, data_bytes) == hostile.message);
    }
}

}  // namespace

TEST_CASE("a header is read in the order of the data") {
    const SafetensorsHeader header = parse_safetensors_header(
        R"({"b":{"data_offsets":[4,28],"shape":[3,2],"dtype":"F32"},"__metadata__":{"epoch":"3","":"x"},)"
        R"("a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},)"
        R"("s":{"dtype":"F64","shape":[],"data_offsets":[28,36]}}   )",
        36, "file");
    REQUIRE(header.entries.size() == 3);
    CHECK(header.entries[0].name == "a");
    CHECK(header.entries[1].name == "b");
    CHECK(header.entries[1].dtype == Dtype::F32);
    CHECK(header.entries[1].shape == std::vector<std::int64_t>{3, 2});
    CHECK(header.entries[1].begin == 4);
    CHECK(header.entries[1].bytes() == 24);
    CHECK(header.entries[1].count() == 6);
    CHECK(header.entries[2].count() == 1);
    CHECK(header.metadata == std::map<std::string, std::string>{{"", "x"}, {"epoch", "3"}});
}

TEST_CASE("headers at the edge of the format are accepted") {
    CHECK(refusal("{}", 0) == "");
    CHECK(refusal("{}      ", 0) == "");
    CHECK(refusal(R"({"__metadata__":{}})", 0) == "");
    CHECK(refusal(R"({"":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 1) == "");
    CHECK(refusal(R"({"four bits":{"dtype":"F4","shape":[6],"data_offsets":[0,3]}})", 3) == "");
    CHECK(refusal(R"({"\u00fc":{"dtype":"U8","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,1]}})", 1) == "");
    // Empty tensors take no place: any number may stand at a border.
    CHECK(refusal(R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},)"
                  R"("e":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},)"
                  R"("f":{"dtype":"F32","shape":[3,0],"data_offsets":[2,2]}})",
                  2) == "");
}

TEST_CASE("what is no JSON object is refused") {
    check_refusals({{"", "file: the header must begin with '{'"},
                    {" {}", "file: the header must begin with '{'"},
                    {"[]", "file: the header must begin with '{'"},
                    {"{", "file: the header is not valid JSON in UTF-8 at its byte 2"},
                    {"{}x", "file: the header is not valid JSON in UTF-8 at its byte 3"},
                    {"{}{}", "file: the header is not valid JSON in UTF-8 at its byte 3"},
                    {"{/**/}", "file: the header is not valid JSON in UTF-8 at its byte 2"},
                    {"{'a':1}", "file: the header is not valid JSON in UTF-8 at its byte 2"},
                    {"{\"\xff\":{}}", "file: the header is not valid JSON in UTF-8 at its byte 3"},
                    {"{\"\xc0\x80\":{}}", "file: the header is not valid JSON in UTF-8 at its byte 3"},
                    {"{\"\xed\xa0\x80\":{}}", "file: the header is not valid JSON in UTF-8 at its byte 4"},
                    {"{\"\\ud800\":{}}", "file: the header is not valid JSON in UTF-8 at its byte 9"}},
                   0);
    CHECK(refusal(std::string("{}\0 anything", 12), 0) == "file: the header is not valid JSON in UTF-8 at its byte 3");
}

TEST_CASE("depth bombs end at the first bracket that does not belong") {
    const std::string brackets(1'000'000, '['), braces = [] {
        std::string text;
        for (int i = 0; i < 200'000; ++i) text += R"({"a":)";
        return text;
    }();
    CHECK(refusal(R"({"a":)" + brackets, 0) ==
          "file: tensor \"a\": must be an object with dtype, shape and data_offsets, not an array");
    CHECK(refusal(R"({"a":{"shape":)" + brackets, 0) ==
          "file: tensor \"a\": shape must be an array of integers from 0 to 2^63 - 1, not an array");
    CHECK(refusal(braces, 0) ==
          "file: tensor \"a\": has the unknown field \"a\"; valid are dtype, shape and data_offsets");
}

TEST_CASE("names and fields that repeat, lack or are unknown are refused") {
    check_refusals({{R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},)"
                     R"("a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})",
                     "file: the header holds \"a\" twice; names must differ"},
                    {R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},)"
                     R"("\u0061":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})",
                     "file: the header holds \"a\" twice; names must differ"},
                    {R"({"__metadata__":{},"__metadata__":{}})",
                     "file: the header holds \"__metadata__\" twice; names must differ"},
                    {R"({"__metadata__":{"k":"1","k":"2"}})", "file: the metadata holds \"k\" twice; keys must differ"},
                    {R"({"a":{"dtype":"U8","shape":[2],"dtype":"U8","data_offsets":[0,2]}})",
                     "file: tensor \"a\": has dtype twice"},
                    {R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2],"offsets":[0,2]}})",
                     "file: tensor \"a\": has the unknown field \"offsets\"; valid are dtype, shape and data_offsets"},
                    {R"({"a":{"dtype":"U8","data_offsets":[0,2]}})",
                     "file: tensor \"a\": lacks shape, which must be an array of integers from 0 to 2^63 - 1"},
                    {R"({"a":{}})", "file: tensor \"a\": lacks dtype, which must be a string"}},
                   2);
}

TEST_CASE("values of the wrong kind are refused") {
    check_refusals(
        {{R"({"__metadata__":null})", "file: __metadata__ must be an object of strings, but it is null"},
         {R"({"__metadata__":{"epoch":3}})", "file: __metadata__ must be an object of strings, but \"epoch\" is 3"},
         {R"({"__metadata__":{"epoch":{}}})",
          "file: __metadata__ must be an object of strings, but \"epoch\" is an object"},
         {R"({"a":"F32"})", "file: tensor \"a\": must be an object with dtype, shape and data_offsets, not \"F32\""},
         {R"({"a":{"dtype":32}})", "file: tensor \"a\": dtype must be a string, not 32"},
         {R"({"a":{"dtype":["F32"]}})", "file: tensor \"a\": dtype must be a string, not an array"},
         {R"({"a":{"dtype":"F31"}})",
          "file: tensor \"a\": dtype \"F31\" is unknown; valid are BOOL, F4, F6_E2M3, F6_E3M2, U8, I8, F8_E5M2, "
          "F8_E4M3, "
          "F8_E8M0, F8_E4M3FNUZ, F8_E5M2FNUZ, I16, U16, F16, BF16, I32, U32, F32, C64, F64, I64, U64"},
         {R"({"a":{"shape":2}})", "file: tensor \"a\": shape must be an array of integers from 0 to 2^63 - 1, not 2"},
         {R"({"a":{"shape":[-1]}})",
          "file: tensor \"a\": shape must be an array of integers from 0 to 2^63 - 1, not -1"},
         {R"({"a":{"shape":[1.0]}})",
          "file: tensor \"a\": shape must be an array of integers from 0 to 2^63 - 1, not 1.0"},
         {R"({"a":{"shape":[true]}})",
          "file: tensor \"a\": shape must be an array of integers from 0 to 2^63 - 1, not true"},
         {R"({"a":{"shape":[9223372036854775808]}})",
          "file: tensor \"a\": shape must be an array of integers from 0 to 2^63 - 1, not 9223372036854775808"},
         {R"({"a":{"shape":[99999999999999999999]}})",
          "file: tensor \"a\": shape must be an array of integers from 0 to 2^63 - 1, not 99999999999999999999"},
         {R"({"a":{"data_offsets":[]}})",
          "file: tensor \"a\": data_offsets must be two integers from 0 to 2^63 - 1, not none"},
         {R"({"a":{"data_offsets":[0]}})",
          "file: tensor \"a\": data_offsets must be two integers from 0 to 2^63 - 1, not one"},
         {R"({"a":{"data_offsets":[0,1,2]}})",
          "file: tensor \"a\": data_offsets must be two integers from 0 to 2^63 - 1, not three"},
         {R"({"a":{"data_offsets":[0,"1"]}})",
          "file: tensor \"a\": data_offsets must be two integers from 0 to 2^63 - 1, not \"1\""}},
        4);
}

TEST_CASE("names in messages are printable and short") {
    CHECK(tensor_in_file("file", "\x1b[31m\xc2\x9b \xff") == "file: tensor \"\\u001b[31m\\u009b \\ufffd\"");
    CHECK(tensor_in_file("file", std::string(1000, 'n')) == "file: tensor \"" + std::string(120, 'n') + "\"…");
    CHECK(shape_text({}) == "()");
    CHECK(shape_text({2, 3}) == "(2,3)");
    CHECK(shape_text(std::vector<std::int64_t>(1000, 7)) == "(7,7,7,7,7,7,7,7,…)");
}

TEST_CASE("a header is written as it is read, padded to a multiple of 8") {
    SafetensorsHeader header;
    CHECK(format_safetensors_header(header, "file") == "{}      ");
    header.metadata = {{"format", "pt"}};
    CHECK(format_safetensors_header(header, "file") == R"({"__metadata__":{"format":"pt"}})");
    header.entries = {{"a\"\n\xc3\xbc", Dtype::F32, {2, 3}, 0, 24}, {"b", Dtype::U8, {}, 24, 25}};
    const std::string text = format_safetensors_header(header, "file");
    CHECK(text.substr(0, text.find_last_not_of(' ') + 1) ==
          "{\"__metadata__\":{\"format\":\"pt\"},\"a\\\"\\n\xc3\xbc\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_"
          "offsets\":[0,24]},"
          "\"b\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[24,25]}}");
    CHECK(text.size() % 8 == 0);
    const SafetensorsHeader read = parse_safetensors_header(text, 25, "file");
    CHECK(read.metadata == header.metadata);
    CHECK(format_safetensors_header(read, "file") == text);
}

TEST_CASE("a name that is not UTF-8 is not written") {
    SafetensorsHeader header;
    header.entries = {{"\xff", Dtype::U8, {}, 0, 1}};
    CHECK_THROWS_WITH_AS(format_safetensors_header(header, "file"),
                         "file: names of tensors and metadata must be valid UTF-8", Error);
    header.entries.clear();
    header.metadata = {{"key", "\xff"}};
    CHECK_THROWS_AS(format_safetensors_header(header, "file"), Error);
}
