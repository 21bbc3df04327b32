// tests/nn/train/translation/translation_data_test.cpp: texts by their settings.
#include "nn/train/translation/translation_data.hpp"

#include <doctest/doctest.h>

#include "tests/error_of.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro;
using namespace vitro::nn;
using test::error_of;

TEST_CASE("translation data: the embedded corpus, in either direction") {
    const ParallelText forward = read_split({}, "val");
    const ParallelText backward = read_split({.source = "en", .target = "de"}, "val");
    CHECK(forward.source.lines.size() == 500);
    CHECK(forward.source.lines == backward.target.lines);
    CHECK(forward.target.lines == backward.source.lines);
    CHECK(forward.source.name == "embedded corpus, val.de");
    CHECK(read_split({}, "test").source.lines != forward.source.lines);
}

TEST_CASE("translation data: a split or a language that the embedded corpus does not have") {
    CHECK(error_of([] { read_split({}, "dev"); }) ==
          "[data] the embedded corpus has no split 'dev': valid are train, val, test");
    CHECK(
        error_of([] { read_split({.source = "fr"}, "val"); }) ==
        "[data] the embedded corpus does not translate fr to en: valid are de to en, en to de; other languages need a "
        "directory");
}

TEST_CASE("translation data: files in a directory") {
    const test::TemporaryDirectory place;
    place.write("train.xx", "a b\nc\n");
    place.write("train.yy", "A B\nC\n");
    const DataSettings data{.directory = place.path().string(), .source = "xx", .target = "yy"};
    CHECK(read_split(data, "train").target.lines == std::vector<std::string>{"A B", "C"});
    CHECK(error_of([&] { read_split(data, "val"); }) != "no error");
}

TEST_CASE("translation data: vocabularies, of each side or shared") {
    const ParallelText text{{"s", {"a a b", "a"}}, {"t", {"b b c c", "b"}}};
    DataSettings data{.min_frequency = 2};
    const Vocabularies own = build_vocabularies(data, text);
    CHECK(own.source.size() == 4 + 1);
    CHECK(own.target.size() == 4 + 2);
    data.shared_vocabulary = true;
    const Vocabularies shared = build_vocabularies(data, text);
    CHECK(shared.source.size() == 4 + 3);
    CHECK(shared.source.to_text() == shared.target.to_text());
    data = {.min_frequency = 4};
    CHECK(error_of([&] { build_vocabularies(data, text); }) ==
          "[data] no token of s occurs min_frequency = 4 times: choose a lower one");
}

TEST_CASE("translation data: the fingerprint sees every letter and every line break") {
    const ParallelText text{{"s", {"a b", "c"}}, {"t", {"d"}}};
    ParallelText joined = text, moved = text, renamed = text;
    joined.source.lines = {"a bc"};
    moved.source.lines = {"a b"};
    moved.target.lines = {"c", "d"};
    renamed.source.name = "other";
    CHECK(fingerprint({&text}).size() == 8);
    CHECK(fingerprint({&joined}) != fingerprint({&text}));
    CHECK(fingerprint({&moved}) != fingerprint({&text}));
    CHECK(fingerprint({&renamed}) == fingerprint({&text}));
}

TEST_CASE("translation data: share of unknown words") {
    CHECK(unknown_share({.tokens = 8, .unknown = 2}) == 0.25);
    CHECK(unknown_share({}) == 0);
}
