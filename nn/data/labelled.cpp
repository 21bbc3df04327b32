// nn/data/labelled.cpp: reading labelled lines, numbering labels, and batches of both.
#include "nn/data/labelled.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "core/error.hpp"
#include "core/io/whole_file.hpp"
#include "core/printable.hpp"
#include "nn/data/utf8.hpp"

namespace vitro::nn {
namespace {

using core::Error;
using core::Indices;
using core::printable;

std::string place_of(std::string_view name, std::size_t line) {
    return fmt::format("{}, line {}", name, line + 1);
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t") == std::string_view::npos;
}

/// Each line and its label as a pair whose target is that one token.
ParallelSentences paired(Sentences sentences, const std::vector<std::int32_t>& labels) {
    Sentences targets{.name = "the labels of " + sentences.name, .tokens = std::ssize(labels)};
    for (const std::int32_t label : labels) targets.ids.push_back({label});
    return {std::move(sentences), std::move(targets)};
}

/// Column 0 of [rows, cols].
Indices first_column(const Indices& rows) {
    Indices column({rows.shape()[0]});
    std::int32_t* const to = column.write();
    for (std::int64_t row = 0; row < column.size(); ++row) to[row] = rows.data()[row * rows.shape()[1]];
    return column;
}

}  // namespace

LabelledText parse_labelled(std::string_view bytes, std::string name) {
    LabelledText labelled{parse_text(bytes, std::move(name)), {}};
    std::vector<std::string>& lines = labelled.text.lines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::size_t tab = lines[i].find('\t');
        const auto refuse = [&](std::string_view what) {
            throw Error(
                fmt::format("{}: {}: each line is a label, a tab and a text", place_of(labelled.text.name, i), what));
        };
        if (tab == std::string::npos) refuse("no tab");
        if (is_blank(lines[i].substr(0, tab))) refuse("no label");
        if (is_blank(lines[i].substr(tab))) refuse("no text");
        labelled.labels.push_back(lines[i].substr(0, tab));
        lines[i].erase(0, tab + 1);
    }
    return labelled;
}

LabelledText read_labelled(const std::filesystem::path& path) {
    LabelledText labelled = parse_labelled(core::read_whole_file(path), path.string());
    if (labelled.labels.empty()) throw Error(fmt::format("{} is empty: a classifier needs examples", path.string()));
    return labelled;
}

Labels Labels::build(const LabelledText& train) {
    const std::set<std::string> different(train.labels.begin(), train.labels.end());
    if (different.size() < 2)
        throw Error(fmt::format(
            "{}: {}: a classifier chooses between two labels or more", train.text.name,
            different.empty() ? "no label" : fmt::format("every label is {}", printable(*different.begin(), '\''))));
    Labels labels;
    labels.names_.assign(different.begin(), different.end());
    return labels;
}

std::string Labels::to_text() const {
    return fmt::format("{}\n", fmt::join(names_, "\n"));
}

Labels Labels::from_text(std::string_view text, std::string_view name) {
    Labels labels;
    for (std::size_t i = 0; !text.empty(); ++i) {
        const std::size_t end = text.find('\n');
        const std::string_view label = text.substr(0, end);
        const auto refuse = [&](std::string_view what) {
            throw Error(fmt::format("{}: {} {}", place_of(name, i), printable(label, '\''), what));
        };
        if (end == std::string_view::npos) refuse("is cut short (no newline at its end)");
        if (find_invalid_utf8(label) != std::string_view::npos) refuse("is not UTF-8");
        if (is_blank(label) || label.find('\t') != std::string_view::npos) refuse("is no label");
        if (!labels.names_.empty() && labels.names_.back() >= label) refuse("stands behind a label that it precedes");
        labels.names_.emplace_back(label);
        text.remove_prefix(end + 1);
    }
    if (labels.size() < 2) throw Error(fmt::format("{}: {} labels, where two are the least", name, labels.size()));
    return labels;
}

const std::string& Labels::name(std::int32_t label) const {
    if (label < 0 || label >= size())
        throw Error(fmt::format("[labels] label {}: valid are 0 to {}", label, size() - 1));
    return names_[static_cast<std::size_t>(label)];
}

std::vector<std::int32_t> Labels::encode(const LabelledText& text) const {
    std::vector<std::int32_t> numbers;
    for (const std::string& label : text.labels) {
        const auto found = std::lower_bound(names_.begin(), names_.end(), label);
        if (found == names_.end() || *found != label)
            throw Error(fmt::format("{}: {} is none of the labels of the training text: {}",
                                    place_of(text.text.name, numbers.size()), printable(label, '\''),
                                    printable(fmt::format("{}", fmt::join(names_, ", ")))));
        numbers.push_back(static_cast<std::int32_t>(found - names_.begin()));
    }
    return numbers;
}

LabelledBatch LabelledEpoch::operator[](std::size_t batch) const {
    Batch pairs = epoch_[batch];
    return {.tokens = std::move(pairs.source),
            .lengths = std::move(pairs.source_lengths),
            .labels = first_column(pairs.target_out),
            .lines = std::move(pairs.pairs)};
}

LabelledBatches::LabelledBatches(Sentences sentences, const std::vector<std::int32_t>& labels,
                                 const BatchOptions& options)
    : batches_(paired(std::move(sentences), labels), options) {}

}  // namespace vitro::nn
