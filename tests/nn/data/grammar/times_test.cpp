// tests/nn/data/grammar/times_test.cpp: labels as promised, and no line that two splits share.
#include "nn/data/grammar/times.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <set>
#include <string>

using namespace vitro::nn;

namespace {

bool has_word(const std::string& line, const std::string& word) {
    return (" " + line + " ").find(" " + word + " ") != std::string::npos;
}

}  // namespace

TEST_CASE("times: as many of each label, and no line twice") {
    const grammar::LabelledSplit split = grammar::generate_times();
    std::set<std::string> lines;
    for (const auto& [part, count] : {std::pair(&split.train, 6000), {&split.validation, 600}, {&split.test, 600}}) {
        CHECK(std::ssize(part->labels) == count);
        CHECK(part->labels.size() == part->text.lines.size());
        for (const char* label : {"past", "present", "future"})
            CHECK(std::ranges::count(part->labels, label) == count / 3);
        lines.insert(part->text.lines.begin(), part->text.lines.end());
    }
    CHECK(lines.size() == 7200);
}

TEST_CASE("times: the label is what the words of the sentence say") {
    const LabelledText train = grammar::generate_times().train;
    int future = 0;
    for (std::size_t i = 0; i < train.labels.size(); ++i) {
        const std::string &line = train.text.lines[i], &label = train.labels[i];
        const bool one_clause = !has_word(line, ",") && !has_word(line, "because") && !has_word(line, "although") &&
                                !has_word(line, "when") && !has_word(line, "that") && !has_word(line, "whether");
        if (!one_clause) continue;
        const bool yesterday = has_word(line, "gestern") || has_word(line, "yesterday") || has_word(line, "did");
        const bool tomorrow = has_word(line, "morgen") || has_word(line, "tomorrow") ||
                              (i % 2 == 1 && has_word(line, "will"));  // German comes first, where will is wants
        CHECK_MESSAGE((!yesterday || label == "past"), line << ": " << label);
        CHECK_MESSAGE((!tomorrow || has_word(line, "jeden") || label == "future"), line << ": " << label);
        future += tomorrow;
    }
    CHECK(future > 300);
}

TEST_CASE("times: a seed is a text") {
    const grammar::Counts few{.train = 100, .validation = 10, .test = 10};
    CHECK(grammar::generate_times(1, few).train.text.lines == grammar::generate_times(1, few).train.text.lines);
    CHECK(grammar::generate_times(1, few).train.text.lines != grammar::generate_times(2, few).train.text.lines);
}
