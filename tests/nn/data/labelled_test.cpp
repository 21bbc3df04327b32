// tests/nn/data/labelled_test.cpp: labelled lines, what is wrong with them, their labels and batches.
#include "nn/data/labelled.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <set>

#include "nn/data/vocabulary.hpp"
#include "tests/error_of.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro::nn;
using vitro::test::error_of;
using Lines = std::vector<std::string>;
using Ids = std::vector<std::int32_t>;

namespace {

const std::string kBytes =
    "wh\twho reads the book ?\nyes-no\tdoes he read ?\nwh\twhy ?\nyes-no\tis it a book that he reads ?\n";

std::string refusal_of_lines(const std::string& bytes) {
    return error_of([&] { parse_labelled(bytes, "t"); });
}

std::string refused_labels(const std::string& text) {
    return error_of([&] { Labels::from_text(text, "labels"); });
}

}  // namespace

TEST_CASE("labelled lines: a label, a tab, a text") {
    const LabelledText read = parse_labelled("b\tone\ttwo \r\na\t x", "t");
    CHECK(read.labels == Lines{"b", "a"});
    CHECK(read.text.lines == Lines{"one\ttwo ", " x"});
    CHECK(read.text.name == "t");
}

TEST_CASE("labelled lines: what is wrong is named by its line") {
    CHECK(refusal_of_lines("a\tx\nb x\n") == "t, line 2: no tab: each line is a label, a tab and a text");
    CHECK(refusal_of_lines("\n").starts_with("t, line 1: no tab"));
    CHECK(refusal_of_lines("a\tx\n \tx\n").starts_with("t, line 2: no label"));
    CHECK(refusal_of_lines("\tx\n").starts_with("t, line 1: no label"));
    CHECK(refusal_of_lines("a\t \t\n").starts_with("t, line 1: no text"));
    CHECK(refusal_of_lines("a\tx\nb\t\xFF\n").starts_with("t, line 2: byte 3 (0xFF) is not UTF-8"));
}

TEST_CASE("labelled lines: read from a file") {
    const vitro::test::TemporaryDirectory data;
    data.write("train.tsv", kBytes);
    data.write("empty.tsv", "");
    CHECK(read_labelled(data.path() / "train.tsv").labels == Lines{"wh", "yes-no", "wh", "yes-no"});
    CHECK(error_of([&] { read_labelled(data.path() / "empty.tsv"); }) ==
          data / "empty.tsv" + " is empty: a classifier needs examples");
    CHECK(error_of([&] { read_labelled(data.path()); }).ends_with("Is a directory"));
}

TEST_CASE("labels: numbered in byte order, there and back") {
    const LabelledText text = parse_labelled("b\tx\nB\tx\na b\tx\nb\ty\n", "t");
    const Labels labels = Labels::build(text);
    CHECK(labels.to_text() == "B\na b\nb\n");
    CHECK(labels.encode(text) == Ids{2, 0, 1, 2});
    CHECK(labels.name(1) == "a b");
    CHECK(Labels::from_text(labels.to_text(), "labels").to_text() == labels.to_text());
    CHECK(error_of([&] { labels.name(3); }) == "[labels] label 3: valid are 0 to 2");
    CHECK(error_of([&] { labels.name(-1); }) == "[labels] label -1: valid are 0 to 2");
}

TEST_CASE("labels: one that training does not have is named with its line and with those there are") {
    const Labels labels = Labels::build(parse_labelled(kBytes, "train"));
    CHECK(error_of([&] { labels.encode(parse_labelled("wh\tx\nhow\tx\n", "val.tsv")); }) ==
          "val.tsv, line 2: 'how' is none of the labels of the training text: \"wh, yes-no\"");
}

TEST_CASE("labels: there is something to choose from") {
    CHECK(error_of([] { Labels::build(parse_labelled("a\tx\na\ty\n", "t")); }) ==
          "t: every label is 'a': a classifier chooses between two labels or more");
    CHECK(error_of([] { Labels::build({}); }).find("no label") != std::string::npos);
}

TEST_CASE("labels: a text form that to_text() does not write is refused") {
    CHECK(refused_labels("a\nb\n") == "no error");
    CHECK(refused_labels("a\nb") == "labels, line 2: 'b' is cut short (no newline at its end)");
    CHECK(refused_labels("a\n\n").starts_with("labels, line 2: '' is no label"));
    CHECK(refused_labels("a\nb\tc\n") == "labels, line 2: 'b\\tc' is no label");
    CHECK(refused_labels("b\na\n") == "labels, line 2: 'a' stands behind a label that it precedes");
    CHECK(refused_labels("a\na\n").starts_with("labels, line 2: "));
    CHECK(refused_labels("a\n\xFF\n").ends_with("is not UTF-8"));
    for (const char* few : {"", "a\n"}) CHECK(refused_labels(few).ends_with("where two are the least"));
}

TEST_CASE("labelled batches: every line once, with its label, its tokens and its length") {
    std::string bytes;
    for (int i = 0; i < 50; ++i) bytes += (i % 3 == 0 ? "wh\t" : "yes-no\t") + std::string(1 + i % 7, 'x') + " y\n";
    const LabelledText text = parse_labelled(bytes, "t");
    const Vocabulary vocabulary = Vocabulary::build({text.text.lines}, TokenKind::characters, 1);
    const Sentences sentences = encode(text.text, vocabulary);
    const Ids labels = Labels::build(text).encode(text);
    const LabelledBatches batches(sentences, labels, {.batch_size = 8, .pool = 2});
    CHECK(batches.lines() == 50);
    CHECK(batches.count(3) == 7);
    std::set<std::int32_t> seen;
    const LabelledEpoch epoch = batches.epoch(3);
    REQUIRE(epoch.size() == 7);
    for (std::size_t b = 0; b < epoch.size(); ++b) {
        const LabelledBatch batch = epoch[b];
        const std::int64_t width = batch.tokens.shape()[1];
        for (std::int64_t row = 0; row < batch.lines.size(); ++row) {
            const std::int32_t line = batch.lines.data()[row];
            seen.insert(line);
            CHECK(batch.labels.data()[row] == labels[line]);
            Ids expected = sentences.ids[line];
            expected.push_back(Vocabulary::kEnd);
            CHECK(batch.lengths.data()[row] == std::ssize(expected));
            expected.resize(static_cast<std::size_t>(width), Vocabulary::kPad);
            CHECK(std::equal(expected.begin(), expected.end(), batch.tokens.data() + row * width));
        }
    }
    CHECK(seen.size() == 50);
}

TEST_CASE("labelled batches: a line that is too long is named, or left out") {
    const LabelledText text = parse_labelled(kBytes, "t");
    const Vocabulary vocabulary = Vocabulary::build({text.text.lines}, TokenKind::words, 1);
    const Ids labels = Labels::build(text).encode(text);
    CHECK(error_of([&] {
              LabelledBatches(encode(text.text, vocabulary), labels, {.max_length = 6});
          }).starts_with("t, line 4: 8 tokens and a mark need 9 positions"));
    const LabelledBatches fewer(encode(text.text, vocabulary), labels, {.max_length = 6, .too_long = TooLong::drop});
    CHECK(fewer.lines() == 3);
    CHECK(fewer.dropped() == 1);
    CHECK(error_of([&] {
              LabelledBatches(encode(text.text, vocabulary), {0, 1}, {});
          }) == "[batches] 4 sentences of t but 2 of the labels of t");
}
