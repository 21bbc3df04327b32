// tests/nn/train/language/language_settings_test.cpp: settings to JSON and back, and what each may be.
#include "nn/train/language/language_settings.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "nn/train/run/run_directory.hpp"
#include "tests/error_of.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro::nn;
using vitro::test::error_of;
using Json = nlohmann::ordered_json;

TEST_CASE("language settings: to JSON and back") {
    LanguageSettings settings;
    settings.data = {.text = "somewhere",
                     .tokens = TokenKind::subwords,
                     .min_frequency = 3,
                     .vocabulary_size = 500,
                     .validation_share = 0.2,
                     .batch_size = 6,
                     .micro_batches = 3,
                     .steps_per_epoch = 7,
                     .sample_tokens = 0,
                     .prompt = "Once"};
    settings.training.epochs = 3;
    CHECK(language_settings(to_json(settings)) == settings);
    CHECK(language_settings(Json::object()) == LanguageSettings{});
    CHECK_FALSE(to_json(settings)["model"].contains("vocabulary"));
}

TEST_CASE("language settings: what will not do is refused in one sentence") {
    const auto refusal = [](const Json& json) { return error_of([&] { language_settings(json); }); };
    CHECK(refusal({{"data", {{"tokens", "letters"}}}}) ==
          "[data] tokens \"letters\": valid are words, characters, subwords");
    CHECK(refusal({{"data", {{"validation_share", 1}}}}) == "[data] validation_share 1: valid are above 0 and below 1");
    CHECK(refusal({{"data", {{"micro_batches", 5}}}}) ==
          "[data] micro_batches 5: valid are divisors of batch_size 12 up to 256");
    CHECK(refusal({{"model", {{"vocabulary", 5}}}}) == "[model] vocabulary 5: valid are none: the data say");
    CHECK(refusal(3) == "[settings] must be a JSON object with model, data and training");
}

TEST_CASE("language settings: of a run of another task, refused by name") {
    const vitro::test::TemporaryDirectory directory;
    const RunDirectory run = RunDirectory::create(directory.path() / "run", {{"task", "translation"}});
    CHECK(error_of([&] { language_settings_of(run); }) == run.path().string() + ": not the run of a language model");
}
