// examples/step/analysis/what_if.cpp: two replays, compared.
#include "examples/step/analysis/what_if.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <variant>

#include "core/error.hpp"
#include "core/printable.hpp"
#include "examples/step/analysis/elements.hpp"
#include "examples/step/analysis/names.hpp"

namespace vitro::step {
namespace {

/// Below it a difference is what rounding in double leaves of 0, as of a key bias's gradient.
constexpr double kNegligible = 1e-13;

void compare(int v, const std::vector<double>& before, const std::vector<double>& after, std::vector<Change>& changes) {
    std::vector<double> difference(before.size());
    for (std::size_t i = 0; i < before.size(); ++i) difference[i] = after[i] - before[i];
    const Change change{v, norm(before), norm(difference)};
    if (!(change.distance <= kNegligible)) changes.push_back(change);
}

/// What is no number comes first.
void sort(std::vector<Change>& changes) {
    const auto key = [](const Change& change) {
        return std::isnan(change.relative()) ? std::numeric_limits<double>::infinity() : change.relative();
    };
    std::ranges::stable_sort(changes, [&](const Change& a, const Change& b) { return key(a) > key(b); });
}

/// "ids" of an embedding, "targets" of a loss; nullptr of another op.
const core::Indices* tokens_of(const trace::Application& op) {
    for (const core::Attribute& attribute : op.attributes)
        if (const auto* const ids = std::get_if<core::Indices>(&attribute.value)) return ids;
    return nullptr;
}

bool are_equal(const core::Indices& a, const core::Indices& b) {
    return !a.empty() && !b.empty() && std::equal(a.data(), a.data() + a.size(), b.data(), b.data() + b.size());
}

/// The words that its tokens stand for: along the table's rows, or along the logits.
std::vector<std::string> vocabulary_of(const Timeline& timeline, const trace::Application& op) {
    const trace::Axes& axes = timeline.value(op.inputs[0]).axes;
    const std::string& axis = op.op == "embedding" ? axes.front() : axes.back();
    for (const trace::Labels& labels : timeline.recording().labels)
        if (labels.name == axis) return labels.words;
    throw core::Error(fmt::format("the words of {} have no names in this recording", op.path));
}

const trace::Labels* find_text(const Timeline& timeline, std::string_view name) {
    for (const trace::Labels& labels : timeline.recording().labels)
        if (labels.name == name && !labels.ids.empty()) return &labels;
    return nullptr;
}

std::int64_t place_in(const trace::Labels& text, std::string_view place) {
    std::int64_t number = -1;
    const auto [end, error] = std::from_chars(place.data(), place.data() + place.size(), number);
    if (error != std::errc() || end != place.data() + place.size())
        return static_cast<std::int64_t>(find_name(place, text.words, "word"));
    if (number < 0 || number >= text.ids.size())
        throw core::Error(fmt::format("place {}: valid are 0 to {}", place, text.ids.size() - 1));
    return number;
}

trace::Recording with_tokens(trace::Recording recording, const std::vector<TokenEdit>& edits) {
    for (const TokenEdit& edit : edits)
        for (core::Attribute& attribute : recording.graphs[0].ops[static_cast<std::size_t>(edit.op)].attributes)
            if (auto* const ids = std::get_if<core::Indices>(&attribute.value)) {
                std::vector<std::int32_t> changed(ids->data(), ids->data() + ids->size());
                changed[static_cast<std::size_t>(edit.place)] = edit.id;
                *ids = core::Indices::from(ids->shape(), changed);
            }
    return recording;
}

}  // namespace

bool is_text(const Timeline& timeline, std::string_view name) {
    return find_text(timeline, name) != nullptr;
}

std::vector<TokenEdit> token_edits(const Timeline& timeline, std::string_view text, std::string_view place,
                                   std::string_view word) {
    if (place.empty() || word.empty()) throw core::Error("a word is set as in source[2]=WORD or source[WORD]=WORD");
    const trace::Labels* const labels = find_text(timeline, text);
    if (labels == nullptr) throw core::Error(fmt::format("there is no text {}", core::printable(text, '\'')));
    const std::int64_t at = place_in(*labels, place);
    std::vector<TokenEdit> edits;
    for (std::size_t op = 0; op < timeline.graph().ops.size(); ++op) {
        const trace::Application& application = timeline.graph().ops[op];
        const core::Indices* const ids = tokens_of(application);
        if (ids == nullptr || !are_equal(*ids, labels->ids)) continue;
        const std::size_t id = find_name(word, vocabulary_of(timeline, application), "word");
        edits.push_back({static_cast<int>(op), at, static_cast<std::int32_t>(id)});
    }
    if (edits.empty()) throw core::Error(fmt::format("no op of this step reads {}", text));
    return edits;
}

std::string describe(const Timeline& timeline, const TokenEdit& edit) {
    const trace::Application& op = timeline.op(edit.op);
    const std::vector<std::string> words = vocabulary_of(timeline, op);
    const auto word = [&](std::int32_t id) { return words.at(static_cast<std::size_t>(id)); };
    const core::Indices& ids = *tokens_of(op);
    return fmt::format("{} of {}: {} -> {}", edit.place, op.path.empty() ? op.op : op.path,
                       word(ids.data()[edit.place]), word(edit.id));
}

WhatIf what_if(const Timeline& timeline, const std::vector<Edit>& edits, const std::vector<TokenEdit>& words) {
    const trace::Recording changed = with_tokens(timeline.recording(), words);
    const Timeline other(changed, timeline.graph_index());
    Replay before(timeline), after(other, edits);
    const auto tokens = timeline.is_step() ? static_cast<double>(timeline.recording().optimization.tokens) : 1.0;
    WhatIf result{
        .loss_before = before.loss() / tokens, .loss_after = after.loss() / tokens, .values = {}, .gradients = {}};
    for (std::size_t i = 0; i < timeline.graph().values.size(); ++i) {
        const int v = static_cast<int>(i);
        compare(v, before.value(v), after.value(v), result.values);
        compare(v, before.gradients()[i], after.gradients()[i], result.gradients);
    }
    sort(result.values);
    sort(result.gradients);
    return result;
}

}  // namespace vitro::step
