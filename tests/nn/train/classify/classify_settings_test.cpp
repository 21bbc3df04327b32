// tests/nn/train/classify/classify_settings_test.cpp: settings to JSON and back, and what each may be.
#include "nn/train/classify/classify_settings.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/error_of.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro::nn;
using vitro::test::error_of;
using Json = nlohmann::ordered_json;

TEST_CASE("classify settings: to JSON and back") {
    ClassifySettings settings;
    settings.data = {.directory = "somewhere",
                     .tokens = TokenKind::characters,
                     .min_frequency = 3,
                     .vocabulary_size = 50,
                     .batch_size = 6,
                     .pool = 2,
                     .too_long = TooLong::drop};
    CHECK(classify_settings(to_json(settings)) == settings);
    CHECK(error_of([] {
              classify_settings({{"model", {{"classes", 5}}}});
          }) == "[model] classes 5: valid are none: the data say");
    CHECK(error_of([] { classify_settings({{"data", {{"pool", 0}}}}); }) == "[data] pool 0: valid are 1 and up");
}

TEST_CASE("classify settings: the embedded lines, and a directory's") {
    ClassifyDataSettings data;
    CHECK(read_labelled_split(data, "train").labels.size() == 6000);
    CHECK(error_of([&] { read_labelled_split(data, "dev"); }) ==
          "[data] the embedded lines have no split 'dev': valid are train, val, test");
    const vitro::test::TemporaryDirectory directory;
    directory.write("val.tsv", "good\tfine words\nbad\tpoor words\n");
    data.directory = directory.path().string();
    CHECK(read_labelled_split(data, "val").labels == std::vector<std::string>{"good", "bad"});
    CHECK(error_of([&] { read_labelled_split(data, "train"); }).find("train.tsv") != std::string::npos);
}
