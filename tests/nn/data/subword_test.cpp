// tests/nn/data/subword_test.cpp: pieces there and back, the two models, their files, and what is refused.
#include "nn/data/subword.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <unistd.h>

#include "core/io/whole_file.hpp"
#include "core/random.hpp"
#include "nn/data/corpus.hpp"
#include "nn/data/vocabulary.hpp"
#include "tests/error_of.hpp"
#include "tests/skip.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro::nn;
using vitro::test::error_of;
using Lines = std::vector<std::string>;

namespace {

const Lines kGerman = {"ein kleines Haus steht am Fluß .", "die kleinen Häuser stehen über den Flüssen .",
                       "eine größere Tür öffnet sich nie .", "der Fluß fließt an den Häusern vorbei ."};

std::string round_trip(const Subwords& subwords, const std::string& text) {
    Lines pieces;
    for (const std::int32_t id : subwords.encode(text)) pieces.push_back(subwords.piece(id));
    return join_pieces(std::vector<std::string_view>(pieces.begin(), pieces.end()));
}

/// What `act` writes on standard output and standard error, past any buffer of ours.
template <class Act>
std::string written_by(const Act& act) {
    const vitro::test::TemporaryDirectory directory;
    const std::string path = directory / "output";
    std::fflush(nullptr);
    const int out = dup(STDOUT_FILENO), error = dup(STDERR_FILENO);
    std::FILE* const file = std::fopen(path.c_str(), "w");
    REQUIRE(file != nullptr);
    dup2(fileno(file), STDOUT_FILENO);
    dup2(fileno(file), STDERR_FILENO);
    act();
    std::fflush(nullptr);
    dup2(out, STDOUT_FILENO);
    dup2(error, STDERR_FILENO);
    for (const int descriptor : {out, error}) close(descriptor);
    std::fclose(file);
    return vitro::core::read_whole_file(path);
}

}  // namespace

TEST_CASE("subwords: what is frequent becomes a piece, and a rare word is put together from pieces") {
    const Subwords subwords = Subwords::train({Lines{"hund hund hunde", "hund katze"}}, 24);
    CHECK(subwords.size() == 24);
    CHECK(subwords.encode("hund").size() == 1);
    CHECK(subwords.piece(subwords.encode("hund")[0]) == "\xE2\x96\x81hund");
    CHECK(subwords.encode("hundkatze").size() > 1);
    CHECK(round_trip(subwords, "hundkatze") == "hundkatze");
}

TEST_CASE("subwords: a line comes back byte for byte, with umlauts, with spaces at its ends and doubled") {
    for (const SubwordModel model : {SubwordModel::bpe, SubwordModel::unigram}) {
        CAPTURE(name(model));
        const Subwords subwords = Subwords::train({kGerman}, 45, model);
        for (const std::string& line : kGerman) CHECK(round_trip(subwords, line) == line);
        for (const std::string line : {"", " ", "  ", " Haus", "Haus ", "  die  Tür   öffnet  ", "größere Flüße"})
            CHECK(round_trip(subwords, line) == line);
    }
}

TEST_CASE("subwords: a newline is a piece where the text had one, and words after it are as at its start") {
    const Lines text = {"ein hund\nein haus\n\nein hund\n"};
    const Subwords subwords = Subwords::train({text}, 20);
    for (const std::string probe : {"ein hund\n", "\n", "\n\n", "hund\nein", " ein\n hund \n"})
        CHECK(round_trip(subwords, probe) == probe);
    const std::vector<std::int32_t> ids = subwords.encode("ein\nein");
    CHECK(ids == std::vector<std::int32_t>{ids[0], 4, ids[0]});
    const std::vector<std::int32_t> without = Subwords::train({Lines{"ein hund"}}, 14).encode("ein\nhund");
    CHECK(std::count(without.begin(), without.end(), Vocabulary::kUnknown) == 1);
}

TEST_CASE("subwords: what no piece writes is one <unk>, and U+2581 is a space") {
    const Subwords subwords = Subwords::train({Lines{"abc abc"}}, 10);
    const std::vector<std::int32_t> ids = subwords.encode("abcXYZ abc");
    CHECK(std::count(ids.begin(), ids.end(), Vocabulary::kUnknown) == 1);
    CHECK(subwords.encode("<eos>")[1] == Vocabulary::kUnknown);  // a text forges no mark
    CHECK(round_trip(subwords, "abc\xE2\x96\x81 abc") == "abc  abc");
}

TEST_CASE("subwords: the same text gives the same pieces, and another order of lines is no other text") {
    for (const SubwordModel model : {SubwordModel::bpe, SubwordModel::unigram}) {
        const std::string bytes = Subwords::train({kGerman}, 45, model).to_bytes();
        CHECK(Subwords::train({kGerman}, 45, model).to_bytes() == bytes);
        const std::span<const std::string> all(kGerman);
        CHECK(Subwords::train({all.first(1), all.subspan(1)}, 45, model).to_bytes() == bytes);
    }
}

TEST_CASE("subwords: a model comes back from its bytes") {
    const Subwords subwords = Subwords::train({kGerman}, 60);
    const Subwords read = Subwords::from_bytes(subwords.to_bytes(), "subword.model");
    CHECK(read.size() == 60);
    CHECK(read.to_bytes() == subwords.to_bytes());
    for (const std::string& line : kGerman) CHECK(read.encode(line) == subwords.encode(line));
    CHECK(error_of([&] { read.piece(60); }) == "[subwords] id 60: valid are 0 to 59");
    CHECK(error_of([&] { read.piece(-1); }) == "[subwords] id -1: valid are 0 to 59");
}

TEST_CASE("subwords: bytes of another kind, cut short or changed, are refused or are a model, and end nothing") {
    const std::string bytes = Subwords::train({Lines{"ein haus", "ein hund"}}, 14, SubwordModel::unigram).to_bytes();
    for (const std::string& other : {std::string(), std::string("hallo\n"), bytes.substr(0, bytes.size() - 1)})
        CHECK(error_of([&] { Subwords::from_bytes(other, "m"); }).starts_with("m: not a subword model: "));
    vitro::core::Random random(1);
    int refused = 0;
    for (int round = 0; round < 3000; ++round) {
        std::string changed = bytes;
        for (int times = 0; times < 2; ++times) changed[random.below(bytes.size())] = static_cast<char>(random.u32());
        const std::string error = error_of([&] {
            const Subwords read = Subwords::from_bytes(changed, "m");
            round_trip(read, "ein hund x");
        });
        refused += error.starts_with("m: ");
    }
    CHECK(refused > 500);
}

TEST_CASE("subwords: a vocabulary that is too small or too large names the size that would do") {
    const Lines text = {"abab abab"};
    CHECK(error_of([&] { Subwords::train({text}, 6); }) ==
          "[subwords] a vocabulary of 6 is too small: the text's characters and the specials alone are 7");
    CHECK(Subwords::train({text}, 7).size() == 7);
    CHECK(
        error_of([&] { Subwords::train({text}, 1000); }) ==
        "[subwords] a vocabulary of 1000 is too large: this text yields at most 14 subwords (bpe, specials included)");
    CHECK(Subwords::train({text}, 14).size() == 14);
    CHECK(error_of([&] { Subwords::train({text}, 15); }).find("at most 14") != std::string::npos);
    const std::string unigram = error_of([] { Subwords::train({kGerman}, 60, SubwordModel::unigram); });
    REQUIRE(unigram.find("at most 49") != std::string::npos);
    CHECK(Subwords::train({kGerman}, 49, SubwordModel::unigram).size() == 49);
    for (const std::int64_t size : {std::int64_t{0}, std::int64_t{-5}, std::int64_t{1} << 40})
        CHECK(error_of([&] { Subwords::train({text}, size); }).ends_with("from 1 to 2^31 - 1"));
    for (const Lines& nothing : {Lines{}, Lines{""}, Lines{"\n", ""}})
        CHECK(error_of([&] { Subwords::train({nothing}, 100); }) ==
              "[subwords] there is no character in the text to learn from");
}

TEST_CASE("subwords: nothing is printed, whatever is trained or refused") {
    const std::string output = written_by([] {
        Subwords::train({kGerman}, 45, SubwordModel::unigram);
        error_of([] { Subwords::train({kGerman}, 5000); });
        error_of([] { Subwords::train({kGerman}, 5); });
        error_of([] { Subwords::from_bytes("x", "m"); });
    });
    CHECK(output == "");
}

TEST_CASE("subwords: every line of Multi30k comes back") {
    const std::filesystem::path data = std::filesystem::path(VITRO_FIXTURES) / "../../../shared/data/multi30k";
    if (!std::filesystem::exists(data)) return vitro::test::skip("Multi30k is not at ../shared/data/multi30k");
    for (const char* file : {"val.de", "val.en"}) {
        const Text text = read_text(data / file);
        const Subwords subwords = Subwords::train({text.lines}, 1000);
        for (const std::string& line : text.lines) REQUIRE(round_trip(subwords, line) == line);
    }
}
