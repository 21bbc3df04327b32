// tests/nn/json_text_test.cpp: JSON as somebody might have written it, to be read or to be refused with its place.
#include "nn/json_text.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/error_of.hpp"

using namespace vitro::nn;
using vitro::test::error_of;
using Json = nlohmann::ordered_json;

namespace {

Json read(const std::string& text) {
    return parse_settings_json(text, "p.json", Comments::allowed);
}

std::string refusal(const std::string& text) {
    return error_of([&] { read(text); });
}

std::string repeated(std::string_view piece, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += piece;
    return all;
}

}  // namespace

TEST_CASE("JSON text: what is well written is read as it stands") {
    const std::string text = R"({"z":{"a":[1,-2,2.5,true,null,"\u00e4"],"b":{}},"a":9223372036854775807,"y":[]})";
    CHECK(read(text) == Json::parse(text));
    CHECK(read(text).dump() == Json::parse(text).dump());  // in its order
    CHECK(read("3") == 3);
    CHECK(read("\xEF\xBB\xBF{}\n") == Json::object());
    CHECK(read("// a\n{\"a\": /* b */ 1} // c") == Json{{"a", 1}});
}

TEST_CASE("JSON text: comments are for those who ask for them") {
    CHECK(error_of([] { parse_settings_json("{} // a", "run.json"); }).starts_with("run.json, line 1, column 4: "));
}

TEST_CASE("JSON text: what is no JSON is refused with its place, in our words") {
    CHECK(refusal("") == "p.json: empty, where JSON must stand");
    CHECK(refusal(" \r\n") == "p.json: empty, where JSON must stand");
    CHECK(refusal("{\n  \"model\": ") ==
          "p.json, line 2, column 12: not JSON: it ends too early; is a bracket or a quotation mark missing?");
    CHECK(
        refusal("{\"a\": 1,\n \"\xC3\xA4\xC3\xB6\": x}") ==
        "p.json, line 2, column 8: not JSON here; is a comma, a bracket or a quotation mark missing, or one too many?");
    for (const char* text :
         {"{\"a\": 1,}", "{'a': 1}", "{a: 1}", "{} {}", "[1 2]", "nope", "\"a\nb\"", "[\"\\ud800\"]"})
        CHECK_MESSAGE(refusal(text).starts_with("p.json, line 1, column "), text);
    CHECK(refusal("[\n1e999]") == "p.json, line 2, column 5: a number beyond 1.8e308");
}

TEST_CASE("JSON text: bytes that are no text are refused") {
    CHECK(refusal("{\"a\":\n\"\xFF\"}") == "p.json, line 2, column 2: not UTF-8");
    CHECK(refusal(std::string("{}\0{", 4)) == "p.json, line 1, column 3: a zero byte");
}

TEST_CASE("JSON text: brackets without end are refused before they fill the stack") {
    CHECK(read(repeated("[", 32) + repeated("]", 32)).is_array());
    CHECK(refusal(repeated("[", 33) + repeated("]", 33)) == "p.json, line 1, column 33: nested more than 32 deep");
    CHECK(refusal(repeated("[", 100'000)) == "p.json, line 1, column 33: nested more than 32 deep");
    CHECK(refusal("{\"model\":\n" + repeated("{\"a\":", 100'000)).ends_with(": nested more than 32 deep"));
}

TEST_CASE("JSON text: a name that stands twice in one object is refused") {
    CHECK(refusal("{\"model\": {\"d_model\": 16,\n  \"d_model\": 32}}") ==
          "p.json, line 2, column 3: \"d_model\" stands twice in one object");
    CHECK(refusal(R"({"a\u001b": 1, "a\u001b": 1})").ends_with(": \"a\\u001b\" stands twice in one object"));
    CHECK(read(R"({"a": {"x": 1}, "b": {"x": 2, "a": 3}})")["b"]["a"] == 3);
}

TEST_CASE("JSON text: an object of countless names is refused early") {
    std::string text = "{";
    for (int i = 0; i < 200'000; ++i) text += "\"" + std::to_string(i) + "\":1,";
    CHECK(refusal(text + "\"z\":1}").ends_with(": more than 1000 names in one object"));
}

TEST_CASE("JSON text: an integer beyond 64 bits is refused as it was written") {
    CHECK(refusal("{\"epochs\": 18446744073709551616}") ==
          "p.json, line 1, column 12: 18446744073709551616: valid are integers from -2^63 to 2^63 - 1");
    CHECK(refusal("[-9223372036854775809\n]") ==
          "p.json, line 1, column 2: -9223372036854775809: valid are integers from -2^63 to 2^63 - 1");
    CHECK(read("[18446744073709551615, -9223372036854775808]").dump() == "[18446744073709551615,-9223372036854775808]");
    CHECK(read("1e20") == 1e20);
}

TEST_CASE("JSON text: a line that was cut off is null") {
    CHECK(parse_json_or_null("{\"step\": 3}") == Json{{"step", 3}});
    for (const std::string& line : {std::string("{\"step\": 3"), std::string(), repeated("[", 100'000)})
        CHECK(parse_json_or_null(line).is_null());
    const std::vector<Json> lines = parse_json_lines("{\"step\": 3}\n\n{\"step\": 4}\n{\"st");
    CHECK(lines == std::vector<Json>{Json{{"step", 3}}, nullptr, Json{{"step", 4}}, nullptr});
    CHECK(parse_json_lines("").empty());
}

TEST_CASE("JSON text: a value in a message is printable and short") {
    CHECK(json_text(2.5) == "2.5");
    CHECK(json_text(Json{{"a", {1, "\x1b"}}}) == R"({"a":[1,"\u001b"]})");
    CHECK(json_text("few\x7f") == "\"few\\u007f\"");
    CHECK(json_text(std::vector<int>(1000, 1)).size() == 120 + std::string("…").size());
}
