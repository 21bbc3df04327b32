// tests/program/hostile_settings_test.cpp: presets and settings that somebody might have made to hurt, or in haste: one
// sentence, exit code 2, at once.
#include <doctest/doctest.h>
#include <string>

#include "tests/program/desk.hpp"

using program_test::Desk;
using program_test::kTrain;
using program_test::Ran;

namespace {

/// What the program says.
std::string complaint_at(const Desk& desk, const std::string& arguments, const std::string& settings = "") {
    const Ran ran = desk.vitro(arguments, settings);
    CAPTURE(arguments.substr(0, 200));
    CHECK(ran.status == 2);
    CHECK(ran.out.empty());
    CHECK(!desk.has("run"));
    return ran.err;
}

std::string complaint_of_preset(const std::string& text) {
    const Desk desk;
    desk.write("p.json", text);
    return complaint_at(desk, "train translate --preset ./p.json --out run");
}

std::string complaint_of_option(const std::string& option) {
    const Desk desk;
    return complaint_at(desk, kTrain + " --out run " + option);
}

bool is_one_printable_line(const std::string& error) {
    for (const unsigned char byte : error.substr(0, error.size() - 1))
        if (byte < ' ' || byte == '\x7f') return false;
    return error.ends_with('\n');
}

}  // namespace

TEST_CASE("a preset that is no JSON: file, line and column") {
    CHECK(complaint_of_preset("") == "vitro: ./p.json: empty, where JSON must stand\n");
    CHECK(complaint_of_preset("{\n  \"model\": {,}}").starts_with("vitro: ./p.json, line 2, column 13: not JSON here"));
    CHECK(complaint_of_preset("{\"model\": ").starts_with("vitro: ./p.json, line 1, column 11: not JSON: it ends"));
    const Desk desk;
    CHECK(complaint_at(desk, "train translate --preset /dev/null") ==
          "vitro: /dev/null: empty, where JSON must stand\n");
}

TEST_CASE("a preset of brackets without end") {
    CHECK(complaint_of_preset("{\"model\":" + std::string(100'000, '[')) ==
          "vitro: ./p.json, line 1, column 41: nested more than 32 deep\n");
    CHECK(complaint_of_option("--epochs '" + std::string(100'000, '[') + "'").ends_with(": valid are integers\n"));
}

TEST_CASE("a preset with a setting or a section twice, or with a section that does not exist") {
    CHECK(complaint_of_preset(R"({"model": {"d_model": 16, "d_model": 32}})") ==
          "vitro: ./p.json, line 1, column 27: \"d_model\" stands twice in one object\n");
    CHECK(complaint_of_preset(R"({"data": {}, "data": {}})").ends_with(": \"data\" stands twice in one object\n"));
    CHECK(complaint_of_preset(R"({"trainin": {"epochs": 1}, "foo": {}})") ==
          "vitro: [settings] \"trainin\": valid are model, data, training\n");
    CHECK(complaint_of_preset("{\"\\u001b[31m\": {}}") ==
          "vitro: [settings] \"\\u001b[31m\": valid are model, data, training\n");
}

TEST_CASE("the run.json of a run is a preset, with all that it holds") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out first --max-steps 1").status == 0);
    CHECK(desk.vitro("train translate --preset first/run.json --out second").status == 0);
}

TEST_CASE("numbers beyond 64 bits are shown as they were typed") {
    const std::string valid = ": valid are integers from -2^63 to 2^63 - 1\n";
    CHECK(complaint_of_option("--epochs 18446744073709551615") ==
          "vitro: [training] epochs 18446744073709551615" + valid);
    CHECK(complaint_of_option("--epochs 9223372036854775808") ==
          "vitro: [training] epochs 9223372036854775808" + valid);
    CHECK(complaint_of_option("--seed 18446744073709551616") ==
          "vitro: [training] seed \"18446744073709551616\"" + valid);
    CHECK(complaint_of_option("--epochs 1e20") == "vitro: [training] epochs \"1e20\"" + valid);
    CHECK(complaint_of_preset("{\"training\": {\"seed\": 18446744073709551616}}") ==
          "vitro: ./p.json, line 1, column 23: 18446744073709551616" + valid);
}

TEST_CASE("a model beyond all sizes is refused before it is built") {
    CHECK(complaint_of_option("--d-model 9223372036854775807") ==
          "vitro: [transformer] d_model 9223372036854775807: valid are 1 to 1048576\n");
    CHECK(complaint_of_option("--encoder-layers 2000000000") ==
          "vitro: [transformer] encoder_layers 2000000000: valid are 1 to 1000\n");
    CHECK(complaint_of_option("--max-positions 4611686018427387904").ends_with(": valid are 1 to 1048576\n"));
}

TEST_CASE("names from outside reach no terminal as they are") {
    const Desk desk;
    const std::string bytes = R"-("$(printf '\033[31m\377\nx')")-";
    for (const std::string& arguments :
         {bytes, "train " + bytes, "demo " + bytes, "demo --" + bytes, "check " + bytes,
          "train translate --preset " + bytes, "info --threads " + bytes, "evaluate run --beam " + bytes}) {
        const std::string error = complaint_at(desk, arguments);
        CHECK_MESSAGE(is_one_printable_line(error), error);
        CHECK(error.find("\\u001b[31m\\ufffd\\nx'") != std::string::npos);
    }
    for (const char* variable : {"VITRO_ISA=", "VITRO_THREADS="}) {
        const std::string error = complaint_at(desk, "info", variable + bytes);
        CHECK_MESSAGE(is_one_printable_line(error), error);
    }
    CHECK(complaint_at(desk, std::string(100'000, 'x')).size() < 300);
}

TEST_CASE("a vocabulary of random bytes is refused in one line") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out first --max-steps 1").status == 0);
    std::string bytes;
    for (int i = 0; i < 100'000; ++i) bytes += static_cast<char>(i % 251 * (i % 251) % 251);
    desk.write("first/source.vocabulary", bytes);
    const Ran ran = desk.vitro("translate first eins");
    CHECK(ran.status == 1);
    CHECK(ran.err.starts_with("vitro: first/source.vocabulary, line 1: '"));
    CHECK(ran.err.size() < 1000);
}

TEST_CASE("a sentence that is too long names the setting that says so") {
    const Desk desk;
    const Ran tokens = desk.vitro(kTrain + " --out run --max-tokens 3");
    CHECK(tokens.status == 1);
    CHECK(tokens.err.find(" positions, but max_tokens is 3: set it higher, or too_long to drop\n") !=
          std::string::npos);
    const Ran positions = desk.vitro(kTrain + " --out run --max-positions 4");
    CHECK(positions.status == 1);
    CHECK(positions.err.find("the model's max_positions is 4: ") != std::string::npos);
}
