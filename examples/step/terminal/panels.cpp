// examples/step/terminal/panels.cpp: attention weights from the recorded queries and keys; p - y from the logits.
#include "examples/step/terminal/panels.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/attributes.hpp"
#include "core/error.hpp"
#include "examples/step/analysis/attention.hpp"
#include "examples/step/terminal/heatmap.hpp"
#include "examples/step/terminal/reference.hpp"

namespace vitro::step {
namespace {

/// The op of that kind at hand, else the next one in time.
int op_here(Debugger& d, const std::string& name) {
    const Timeline& timeline = d.timeline_of(0);
    const int from = d.in_expansion() ? d.outer.front().event : d.place.event;
    for (const int start : {from, 0})
        for (int t = start; t < timeline.size(); ++t)
            if (const int op = timeline.op_at(t); op >= 0 && timeline.op(op).op == name) return op;
    throw core::Error(fmt::format("there is no {} in this step", name));
}

std::vector<std::string> words_of_rows(const Timeline& timeline, int value) {
    const trace::Value& v = timeline.value(value);
    const int axis = v.shape.rank() - 2;
    if (axis < 0 || axis >= static_cast<int>(v.axes.size())) return {};
    return words_along(timeline.recording(), v.axes[static_cast<std::size_t>(axis)]);
}

std::string word(const std::vector<std::string>& words, std::int64_t i) {
    const auto at = static_cast<std::size_t>(i);
    return at < words.size() ? words[at] : fmt::format("{}", i);
}

int row_of(const Words& words, std::int64_t rows, const char* what) {
    if (words.empty()) return -1;
    const int row = count_of(words[0], what);
    if (row >= rows) throw core::Error(fmt::format("{} {}: valid are 0 to {}", what, row, rows - 1));
    return row;
}

std::string mask_row(Debugger& d, const core::Mask& mask, std::int64_t i, std::int64_t keys,
                     const std::vector<std::string>& queries, const std::vector<std::string>& key_words) {
    std::string seen, cut;
    for (std::int64_t j = 0; j < keys; ++j) (mask.may_attend(0, 0, i, j) ? seen : cut) += " " + word(key_words, j);
    return wrapped(d.look,
                   fmt::format("row {} ({}) may attend to{}; cut:{}", i, word(queries, i),
                               seen.empty() ? " nothing" : seen, cut.empty() ? " nothing" : cut),
                   2);
}

struct Pull {
    std::int64_t position = 0, column = 0;
    double number = 0;
};

std::vector<double> softmax_row(const std::vector<float>& logits, std::int64_t row, std::int64_t columns) {
    std::vector<double> p;
    const auto* const x = logits.data() + row * columns;
    const double most = static_cast<double>(*std::max_element(x, x + columns));
    double sum = 0;
    for (std::int64_t j = 0; j < columns; ++j) p.push_back(std::exp(static_cast<double>(x[j]) - most)), sum += p.back();
    for (double& one : p) one /= sum;
    return p;
}

}  // namespace

std::string attention_panel(Debugger& d, const Words& words) {
    const Timeline& timeline = d.timeline_of(0);
    const trace::Application& op = timeline.op(op_here(d, "attention"));
    const AttentionWeights weights = attention_weights(timeline, op);
    const int only = row_of(words, weights.heads, "head");
    std::string text = timeline.value(op.output).name + ", rows attend to columns, a row sums to 1\n";
    for (std::int64_t head = 0; head < weights.heads; ++head) {
        if (only >= 0 && head != only) continue;
        text += fmt::format("  head {}\n", head);
        const auto from = weights.numbers.begin() + head * weights.queries * weights.keys;
        const Matrix matrix{.rows = weights.queries,
                            .columns = weights.keys,
                            .numbers = {from, from + weights.queries * weights.keys},
                            .row_labels = words_of_rows(timeline, op.inputs[0]),
                            .column_labels = words_of_rows(timeline, op.inputs[1])};
        text += number_table(d.look, matrix);
        if (d.look.colour()) text += heatmap(d.look, matrix);
    }
    return text;
}

std::string mask_panel(Debugger& d, const Words& words) {
    const Timeline& timeline = d.timeline_of(0);
    const trace::Application& op = timeline.op(op_here(d, "attention"));
    const auto& mask = core::get_attribute<core::Mask>(op.attributes, "mask");
    const std::int64_t queries = timeline.value(op.inputs[0]).shape[1], keys = timeline.value(op.inputs[1]).shape[1];
    const int only = row_of(words, queries, "row");
    std::string text = fmt::format("{}: mask {}\n", timeline.value(op.output).name, mask.str());
    for (std::int64_t i = 0; i < queries; ++i)
        if (only < 0 || i == only)
            text += mask_row(d, mask, i, keys, words_of_rows(timeline, op.inputs[0]),
                             words_of_rows(timeline, op.inputs[1]));
    return text;
}

std::string loss_panel(Debugger& d, const Words& words) {
    const Timeline& timeline = d.timeline_of(0);
    const trace::Application& op = timeline.op(op_here(d, "cross_entropy"));
    const trace::Value& logits = timeline.value(op.inputs[0]);
    if (!logits.numbers.whole()) throw core::Error(logits.name + ": only a part of it is recorded");
    const auto& targets = core::get_attribute<core::Indices>(op.attributes, "targets");
    const std::int64_t columns = logits.shape.cols(), rows = logits.shape.rows();
    const std::vector<std::string> vocabulary =
        logits.axes.empty() ? std::vector<std::string>{} : words_along(d.recording, logits.axes.back());
    const int only = row_of(words, rows, "position");
    std::string text;
    for (std::int64_t row = 0; row < rows; ++row) {
        if (only >= 0 && row != only) continue;
        const std::int64_t target = targets.data()[row];
        std::vector<double> pull = softmax_row(logits.numbers.numbers, row, columns);
        const auto best = std::max_element(pull.begin(), pull.end()) - pull.begin();
        if (target < 0 || target >= columns) continue;
        const double p = pull[static_cast<std::size_t>(target)];
        text += fmt::format("  {} next is {}: p {:.4f}, loss {:.4f}; most likely {} with {:.4f}\n", row,
                            word(vocabulary, target), p, -std::log(p), word(vocabulary, best),
                            pull[static_cast<std::size_t>(best)]);
        if (only < 0) continue;
        pull[static_cast<std::size_t>(target)] -= 1;
        std::vector<std::int64_t> order(pull.size());
        for (std::size_t j = 0; j < order.size(); ++j) order[j] = static_cast<std::int64_t>(j);
        std::ranges::stable_sort(order, [&](std::int64_t a, std::int64_t b) {
            return std::abs(pull[static_cast<std::size_t>(a)]) > std::abs(pull[static_cast<std::size_t>(b)]);
        });
        text += "  dL/dlogit = p - y, the strongest first; below 0 pulls the logit up:\n";
        for (std::size_t k = 0; k < std::min<std::size_t>(8, order.size()); ++k) {
            const double x = pull[static_cast<std::size_t>(order[k])];
            text +=
                fmt::format("    {} {:>8.4f}  {}\n", padded(word(vocabulary, order[k]), 12), x,
                            std::string(static_cast<std::size_t>(std::lround(20 * std::abs(x))), x < 0 ? '-' : '+'));
        }
    }
    return text;
}

}  // namespace vitro::step
