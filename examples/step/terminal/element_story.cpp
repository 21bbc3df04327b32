// examples/step/terminal/element_story.cpp: terms with links, rows, zeros.
#include "examples/step/terminal/element_story.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "examples/step/analysis/terms.hpp"
#include "examples/step/analysis/zero.hpp"
#include "examples/step/text/narration.hpp"

namespace vitro::step {
namespace {

constexpr std::size_t kShownTerms = 5;

std::string term_rows(Debugger& d, const Terms& terms, std::int64_t element) {
    const Timeline& timeline = d.timeline();
    const trace::Application& op = timeline.op(timeline.contribution(terms.contribution).op);
    const trace::Value& output = timeline.value(op.output);
    std::string text;
    double shown = 0;
    for (std::size_t i = 0; i < std::min(kShownTerms, terms.terms.size()); ++i) {
        const Term& term = terms.terms[i];
        const std::string what = local_text(timeline, terms.contribution, element, term);
        shown += term.number();
        text += fmt::format("    {:>10} = {} * {}{}\n", brief(term.number()), brief(term.upstream), brief(term.local),
                            what.empty() ? "" : "   " + what);
        text += dim(d.look, fmt::format("{:17}from g:{}{}", "", tail(output.name, d.look.columns - 32),
                                        index_text(output.shape, term.element))) +
                "\n";
    }
    if (terms.terms.size() > kShownTerms)
        text += fmt::format("    {:>10} = the sum of {} smaller terms\n", brief(terms.sum - shown),
                            terms.terms.size() - kShownTerms);
    return text;
}

std::string one_element(Debugger& d, int value, std::int64_t element) {
    const Timeline& timeline = d.timeline();
    const std::vector<float> gradient = timeline.final_gradient(value);
    const auto at = static_cast<std::size_t>(element);
    const std::string place = index_text(timeline.value(value).shape, element);
    if (at >= gradient.size()) return zero_story(d, value, element);
    std::string text =
        fmt::format("g:{}{} = {:.9g}\n", timeline.value(value).name, place, static_cast<double>(gradient[at]));
    double sizes = 0;
    int part = 0;
    for (const int c : timeline.contributions_to(value)) {
        const Terms terms = terms_of(timeline, c, element);
        const trace::Application& op = timeline.op(timeline.contribution(c).op);
        sizes += terms.sizes;
        text += fmt::format("  contribution {}: {}, through {}, of {} terms (upstream * local derivative)\n", ++part,
                            brief(terms.recorded), op.op, terms.terms.size());
        text += term_rows(d, terms, element);
    }
    if (std::abs(static_cast<double>(gradient[at])) <= 1e-5 * sizes || sizes == 0)
        text += zero_story(d, value, element);
    return text;
}

/// Tokens of the batch that are this row of an embedding.
std::string tokens_of_row(const Timeline& timeline, int value, std::int64_t row) {
    std::string text;
    for (const int o : timeline.readers_of(value)) {
        const trace::Application& op = timeline.op(o);
        if (op.op != "embedding") continue;
        const auto& ids = core::get_attribute<core::Indices>(op.attributes, "ids");
        std::vector<std::int64_t> places;
        for (std::int64_t i = 0; i < ids.size(); ++i)
            if (ids.data()[i] == row) places.push_back(i);
        const std::string where =
            places.empty() ? "was not read" : fmt::format("was read at position {}", fmt::join(places, ", "));
        text += fmt::format("  row {} of the table {}\n", row, where);
    }
    return text;
}

std::string block(Debugger& d, const Reference& reference) {
    const Timeline& timeline = d.timeline();
    const trace::Value& value = timeline.value(reference.value);
    const Slice slice = slice_of(value, reference, timeline.final_gradient(reference.value));
    const Statistics s = statistics(slice.numbers);
    std::string text = fmt::format("g:{}{}: {} numbers, norm {}, largest {}\n", value.name, reference.indices, s.size,
                                   brief(s.norm), brief(s.absmax));
    if (!reference.ranges.empty() && reference.ranges[0].single)
        text += tokens_of_row(timeline, reference.value, reference.ranges[0].from);
    if (slice.numbers.empty() || s.norm == 0)
        return text + zero_story(d, reference.value, reference.offset(value.shape));
    std::vector<double> parts;
    int part = 0;
    for (const int c : timeline.contributions_to(reference.value)) {
        const Slice one = slice_of(value, reference, timeline.contribution(c).numbers.numbers);
        text += fmt::format("  not zero: contribution {} through {} is {} long here\n", ++part,
                            timeline.op(timeline.contribution(c).op).op, brief(norm(one.numbers)));
    }
    return text + picture(d.look, matrix_of(d.recording, slice));
}

}  // namespace

std::string element_story(Debugger& d, const Reference& reference) {
    const core::Shape& shape = d.timeline().value(reference.value).shape;
    return reference.is_element() ? one_element(d, reference.value, reference.offset(shape)) : block(d, reference);
}

std::string zero_story(Debugger& d, int value, std::int64_t element) {
    const Timeline& timeline = d.timeline();
    std::string text = "Why zero:\n";
    for (const ZeroAnswer& answer : why_zero(timeline, value, std::max<std::int64_t>(element, 0))) {
        const trace::Value& at = timeline.value(answer.value);
        const std::string place = answer.element < 0 ? "" : index_text(at.shape, answer.element);
        text += fmt::format("  {}{}: {}\n", tail(at.name, d.look.columns - 36), place, name_of(answer.reason));
        if (!answer.detail.empty()) text += wrapped(d.look, answer.detail, 4);
        if (const std::string_view words = why_zero(name_of(answer.reason)); !words.empty())
            text += wrapped(d.look, words, 4);
    }
    return text;
}

}  // namespace vitro::step
