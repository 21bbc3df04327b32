// examples/step/analysis/zero.cpp: follows a 0 upstream until a cause is found.
#include "examples/step/analysis/zero.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/attributes.hpp"
#include "core/error.hpp"
#include "examples/step/analysis/elements.hpp"
#include "examples/step/analysis/terms.hpp"

namespace vitro::step {
namespace {

constexpr double kRounding = 1e-5;
constexpr int kLongestChain = 20;

bool is_activation(const trace::Application& op) {
    if (op.op == "relu" || op.op == "gelu" || op.op == "gelu_tanh" || op.op == "silu" || op.op == "tanh" ||
        op.op == "sigmoid")
        return true;
    return op.op == "linear" && core::to_string(op.attributes) != "activation=none";
}

std::int64_t keys_seen(const core::Mask& mask, std::int64_t batch, std::int64_t query, std::int64_t keys) {
    std::int64_t seen = 0;
    for (std::int64_t key = 0; key < keys; ++key) seen += mask.may_attend(batch, 0, query, key) ? 1 : 0;
    return seen;
}

/// A query with one key, or a key that is seen by such queries only, has no say in any weight.
ZeroReason attention_reason(const Timeline& timeline, const trace::Application& op, int input, std::int64_t element) {
    const auto& mask = core::get_attribute<core::Mask>(op.attributes, "mask");
    const Index index = index_of(timeline.value(op.inputs[static_cast<std::size_t>(input)]).shape, element);
    const std::int64_t queries = timeline.value(op.inputs[0]).shape[1], keys = timeline.value(op.inputs[1]).shape[1];
    std::int64_t most = 0;
    for (std::int64_t query = 0; query < queries; ++query) {
        const bool concerned = input == 0 ? query == index[1] : mask.may_attend(index[0], 0, query, index[1]);
        if (concerned) most = std::max(most, keys_seen(mask, index[0], query, keys));
    }
    if (most == 0) return ZeroReason::masked;
    if (most == 1 && input < 2) return ZeroReason::only_choice;
    const bool drops = core::to_string(op.attributes).find("dropout=p 0 ") == std::string::npos;
    return drops ? ZeroReason::dropped : ZeroReason::factor_zero;
}

/// Why an op's local derivative is 0 at that element of its input.
ZeroReason flat_reason(const Timeline& timeline, const trace::Application& op, int input, std::int64_t element) {
    if (op.op == "embedding") return ZeroReason::row_not_in_batch;
    if (op.op == "mask") return ZeroReason::masked;
    if (op.op == "dropout") return ZeroReason::dropped;
    if (op.op == "max") return ZeroReason::not_the_largest;
    if (op.op == "slice") return ZeroReason::out_of_slice;
    if (op.op == "attention") return attention_reason(timeline, op, input, element);
    return is_activation(op) ? ZeroReason::saturated : ZeroReason::factor_zero;
}

std::string flat_detail(const Timeline& timeline, const trace::Application& op, std::int64_t element, int input) {
    const trace::Value& x = timeline.value(op.inputs[static_cast<std::size_t>(input)]);
    const std::string place = index_text(x.shape, element);
    if (op.op == "embedding") {
        const std::int64_t row = element / x.shape.cols();
        const std::string axis = x.axes.empty() ? "" : x.axes[0];
        for (const trace::Labels& labels : timeline.recording().labels)
            if (!axis.empty() && labels.name == axis && row < static_cast<std::int64_t>(labels.words.size()))
                return fmt::format("row {} is \"{}\", and no token of the batch is", row,
                                   labels.words[static_cast<std::size_t>(row)]);
        return fmt::format("no token of the batch is {}", row);
    }
    if (op.op == "linear") return "every output it reaches is below 0 before the activation, whose slope is 0 there";
    if (op.op == "relu" || is_activation(op)) return fmt::format("the slope of {} is 0 at x{}", op.op, place);
    if (op.op == "mask") return fmt::format("the mask puts a constant where x{} was", place);
    return fmt::format("the output of {} does not depend on x{}", op.op, place);
}

ZeroAnswer answer(ZeroReason reason, int value, std::int64_t element, int op = -1, std::string detail = {}) {
    return {.reason = reason, .value = value, .element = element, .op = op, .detail = std::move(detail)};
}

/// Of a value to which nothing was added.
ZeroAnswer unreached(const Timeline& timeline, int v) {
    if (!timeline.value(v).wants_gradient)
        return answer(ZeroReason::not_wanted, v, -1, -1, "it is a constant, or made from constants only");
    const std::vector<int> readers = timeline.readers_of(v);
    for (const int o : readers)
        if (timeline.op(o).op == "detach")
            return answer(ZeroReason::detached, v, -1, o, "detach hands on the value and stops the gradient");
    if (!readers.empty() && std::ranges::none_of(readers, [&](int o) { return timeline.op(o).differentiated; }))
        return answer(ZeroReason::detached, v, -1, readers[0], "what reads it was computed without a graph");
    const int reader = readers.empty() ? -1 : readers[0];
    return answer(ZeroReason::off_path, v, -1, reader,
                  readers.empty() ? "no op reads it" : "no op that reads it leads to the loss");
}

/// Whether a contribution's number is 0, and why. `next` receives the element to go on at, or stays at -1.
ZeroAnswer explain(const Timeline& timeline, int c, std::int64_t element, int& next_value, std::int64_t& next_element) {
    const trace::Contribution& one = timeline.contribution(c);
    const trace::Application& op = timeline.op(one.op);
    const Terms terms = terms_of(timeline, c, element);
    if (terms.terms.empty())
        return answer(flat_reason(timeline, op, one.input, element), one.value, element, one.op,
                      flat_detail(timeline, op, element, one.input));
    if (terms.sizes == 0) {
        next_value = op.output, next_element = terms.terms[0].element;
        return answer(ZeroReason::upstream_zero, one.value, element, one.op,
                      fmt::format("all {} terms have an upstream gradient of 0", terms.terms.size()));
    }
    const bool is_zero = std::abs(terms.recorded) <= kRounding * terms.sizes;
    ZeroAnswer result = answer(is_zero ? ZeroReason::cancels : ZeroReason::not_zero, one.value, element, one.op);
    result.sum = terms.sum, result.sizes = terms.sizes;
    if (is_zero)
        result.detail =
            fmt::format("{} terms of total size {:.3g} sum to {:.2g}", terms.terms.size(), terms.sizes, terms.sum);
    return result;
}

ZeroAnswer between_contributions(const Timeline& timeline, int v, std::int64_t element) {
    ZeroAnswer result = answer(ZeroReason::cancels, v, element);
    for (const int c : timeline.contributions_to(v)) {
        const double x =
            static_cast<double>(timeline.contribution(c).numbers.numbers[static_cast<std::size_t>(element)]);
        result.sum += x, result.sizes += std::abs(x);
    }
    if (std::abs(result.sum) > kRounding * result.sizes) result.reason = ZeroReason::not_zero;
    result.detail = fmt::format("{} contributions of total size {:.3g} sum to {:.2g}",
                                timeline.contributions_to(v).size(), result.sizes, result.sum);
    return result;
}

}  // namespace

const char* name_of(ZeroReason reason) {
    constexpr const char* kNames[] = {"not zero",         "a constant",      "detached",        "not on a path",
                                      "row not in batch", "saturated",       "masked",          "only choice",
                                      "dropout",          "not the largest", "multiplied by 0", "upstream is 0",
                                      "cancels",          "not in the slice"};
    return kNames[static_cast<int>(reason)];
}

std::vector<ZeroAnswer> why_zero(const Timeline& timeline, int v, std::int64_t element) {
    std::vector<ZeroAnswer> chain;
    while (v >= 0 && static_cast<int>(chain.size()) < kLongestChain) {
        if (!timeline.is_whole(v)) throw core::Error(timeline.value(v).name + ": only a part of it is recorded");
        const std::vector<int>& contributions = timeline.contributions_to(v);
        if (contributions.empty()) {
            if (chain.empty() || !timeline.final_gradient(v).size()) chain.push_back(unreached(timeline, v));
            return chain;
        }
        int next_value = -1;
        std::int64_t next_element = -1;
        // The one that is not 0, if there is one: then the number is not 0 either, or contributions cancel.
        const auto is_large = [&](int c) {
            return timeline.contribution(c).numbers.numbers[static_cast<std::size_t>(element)] != 0.0F;
        };
        const auto large = std::ranges::find_if(contributions, is_large);
        if (contributions.size() > 1 && large != contributions.end()) {
            chain.push_back(between_contributions(timeline, v, element));
            return chain;
        }
        chain.push_back(explain(timeline, contributions[0], element, next_value, next_element));
        v = next_value, element = next_element;
    }
    return chain;
}

}  // namespace vitro::step
