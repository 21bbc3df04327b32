// tests/nn/data/corpus_test.cpp: what is a line, and every way in which two files can fail to be a corpus.
#include "nn/data/corpus.hpp"

#include <doctest/doctest.h>

#include "tests/error_of.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro::nn;
using namespace std::string_literals;
using vitro::test::error_of;
using vitro::test::TemporaryDirectory;
using Lines = std::vector<std::string>;

TEST_CASE("corpus: a newline ends a line, with or without a carriage return, and the last may lack it") {
    CHECK(parse_text("one\ntwo\n", "t").lines == Lines{"one", "two"});
    CHECK(parse_text("one\ntwo", "t").lines == Lines{"one", "two"});
    CHECK(parse_text("one\r\ntwo\r\n", "t").lines == Lines{"one", "two"});
    CHECK(parse_text("", "t").lines.empty());
}

TEST_CASE("corpus: blank lines stay, at the end too") {
    CHECK(parse_text("\none\n\n\ntwo\n\n", "t").lines == Lines{"", "one", "", "", "two", ""});
    CHECK(parse_text("\r\n", "t").lines == Lines{""});
}

TEST_CASE("corpus: other characters that some call line ends do not end a line") {
    const std::string line = "a\x0C b\x0B c\xC2\x85 d\xE2\x80\xA8 e\rf";
    CHECK(parse_text(line + "\n", "t").lines == Lines{line});
}

TEST_CASE("corpus: a byte-order mark is skipped at the start only") {
    CHECK(parse_text("\xEF\xBB\xBFone\n", "t").lines == Lines{"one"});
    CHECK(parse_text("one\n\xEF\xBB\xBFtwo\n", "t").lines == Lines{"one", "\xEF\xBB\xBFtwo"});
}

TEST_CASE("corpus: bytes that are not UTF-8 are named by file, line and byte") {
    const std::string message = error_of([] { parse_text("gut\r\nsch\xF6n\n", "train.de"); });
    CHECK(message == "train.de, line 2: byte 4 (0xF6) is not UTF-8; save the file as UTF-8");
    CHECK(error_of([] { parse_text("gut\nsch\xC3", "t"); }).starts_with("t, line 2: byte 4 (0xC3)"));
    CHECK(error_of([] { parse_text("a\n\nb\0c\n"s, "t"); }).starts_with("t, line 3: byte 2 is zero"));
}

TEST_CASE("corpus: a pair of files is read and keeps its paths as names") {
    const TemporaryDirectory data;
    data.write("test_2016_flickr.de", "ein Hund\nzwei Hunde\n");
    data.write("test_2016_flickr.en", "a dog\r\ntwo dogs");
    const ParallelText pairs = read_parallel(data.path(), "test_2016_flickr", "de", "en");
    CHECK(pairs.source.lines == Lines{"ein Hund", "zwei Hunde"});
    CHECK(pairs.target.lines == Lines{"a dog", "two dogs"});
    CHECK(pairs.source.name == (data.path() / "test_2016_flickr.de").string());
    CHECK(pairs.target.name == (data.path() / "test_2016_flickr.en").string());
}

TEST_CASE("corpus: unequal numbers of lines name both files and both counts") {
    const TemporaryDirectory data;
    data.write("train.de", "eins\nzwei\ndrei\n");
    data.write("train.en", "one\ntwo\n");
    const std::string message = error_of([&] { read_parallel(data.path(), "train", "de", "en"); });
    CHECK(message.find("train.de has 3 lines") != std::string::npos);
    CHECK(message.find("train.en has 2") != std::string::npos);
}

TEST_CASE("corpus: a file without a word is empty") {
    const TemporaryDirectory data;
    data.write("train.de", "eins\n");
    for (const std::string bytes : {"", "\n", " \n\t\r\n", "\xEF\xBB\xBF"}) {
        CAPTURE(bytes);
        data.write("train.en", bytes);
        const std::string message = error_of([&] { read_parallel(data.path(), "train", "de", "en"); });
        CHECK(message == (data.path() / "train.en").string() + " is empty: a corpus needs at least one sentence");
    }
}

TEST_CASE("corpus: a missing file of a pair is named, and what is there is listed") {
    const TemporaryDirectory data;
    data.write("train.de", "eins\n");
    data.write("val.de", "zwei\n");
    data.write("val.en", "two\n");
    const std::string directory = data.path().string();
    CHECK(error_of([&] { read_parallel(data.path(), "train", "de", "en"); }) ==
          directory + "/train.en is missing; " + directory + " holds train (de), val (de, en)");
    CHECK(error_of([&] { read_parallel(data.path(), "test", "de", "en"); }).find("test.de is missing") !=
          std::string::npos);
}

TEST_CASE("corpus: an empty directory, no directory, and a directory in a file's place") {
    const TemporaryDirectory data;
    CHECK(error_of([&] { read_parallel(data.path(), "train", "de", "en"); }).ends_with("holds no corpus file"));
    const std::filesystem::path nowhere = data.path() / "nowhere";
    CHECK(error_of([&] { read_parallel(nowhere, "train", "de", "en"); }) == nowhere.string() + " is not a directory");
    CHECK(error_of([&] { read_splits(nowhere); }).starts_with(nowhere.string() + ": "));
    std::filesystem::create_directory(data.path() / "train.de");
    data.write("train.en", "one\n");
    CHECK(error_of([&] {
              read_parallel(data.path(), "train", "de", "en");
          }).ends_with("train.de: cannot be read: Is a directory"));
}

TEST_CASE("corpus: the splits of a directory and their languages") {
    const TemporaryDirectory data;
    for (const char* file : {"val.en", "train.en", "train.de", "test.2016.de", "LICENSE", ".hidden", ".swap.de"})
        data.write(file, "text\n");
    std::filesystem::create_directory(data.path() / "raw.de");
    const std::map<std::string, Lines> expected{{"test.2016", {"de"}}, {"train", {"de", "en"}}, {"val", {"en"}}};
    CHECK(read_splits(data.path()) == expected);
}
