// tests/nn/settings_json_test.cpp: values that a setting cannot have, shown as they were given. (What a real struct of
// settings takes is in models/transformer_config_test.cpp and train/translation_settings_test.cpp.)
#include "nn/settings_json.hpp"

#include <doctest/doctest.h>
#include <limits>

#include "tests/error_of.hpp"

using namespace vitro::nn;
using vitro::test::error_of;

namespace {

struct Settings {
    std::int64_t epochs = 1;
    double rate = 0.5;
    std::string name = {};
};

constexpr auto each_setting = [](auto& settings, const auto& visit) {
    visit("epochs", settings.epochs);
    visit("rate", settings.rate);
    visit("name", settings.name);
};

Settings read(const Json& json) {
    Settings settings;
    settings_from_json("s", json, settings, each_setting);
    return settings;
}

std::string refusal(const char* setting, const Json& value) {
    return error_of([&] { read({{setting, value}}); });
}

}  // namespace

TEST_CASE("settings: integers are read up to both ends of 64 bits") {
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max(), kLeast = -kMost - 1;
    CHECK(read({{"epochs", kMost}}).epochs == kMost);
    CHECK(read({{"epochs", kLeast}}).epochs == kLeast);
    CHECK(read({{"epochs", std::uint64_t{7}}}).epochs == 7);
}

TEST_CASE("settings: a number beyond them is shown as it is, with the range") {
    const std::string valid = ": valid are integers from -2^63 to 2^63 - 1";
    CHECK(refusal("epochs", std::uint64_t{1} << 63) == "[s] epochs 9223372036854775808" + valid);
    CHECK(refusal("epochs", std::numeric_limits<std::uint64_t>::max()) == "[s] epochs 18446744073709551615" + valid);
    CHECK(refusal("epochs", 1e20) == "[s] epochs 1e+20" + valid);
    CHECK(refusal("epochs", "-1e20") == "[s] epochs \"-1e20\"" + valid);
}

TEST_CASE("settings: what is no integer at all needs no range") {
    CHECK(refusal("epochs", 2.5) == "[s] epochs 2.5: valid are integers");
    CHECK(refusal("epochs", "few") == "[s] epochs \"few\": valid are integers");
    CHECK(refusal("epochs", nullptr) == "[s] epochs null: valid are integers");
}

TEST_CASE("settings: names and values are printable and short in messages") {
    CHECK(refusal("\x1b[31m", 1) == "[s] setting \"\\u001b[31m\": valid are epochs, rate, name");
    CHECK(refusal("rate", "\x1b") == "[s] rate \"\\u001b\": valid are numbers");
    CHECK(refusal("rate", std::string(100'000, 'n')).size() < 200);
    CHECK(refusal("name", std::vector<int>(100'000, 1)).size() < 200);
}
