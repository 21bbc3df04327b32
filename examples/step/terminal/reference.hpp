// examples/step/terminal/reference.hpp: "g:encoder.norm.layer_norm[0,2:4,:]", as it is typed, and the numbers it means.
//
//   v:NAME   value            k:NAME/2   second contribution to its gradient        NAME@57   as it was at event 57
//   g:NAME   gradient         u:NAME     new weight minus old one
//   first_moment:NAME, second_moment:NAME, velocity:NAME     what the optimizer keeps, after the update
//
// Along an axis: a place, -1 for the last, 1:3, : for all, or a word, where the axis runs along words: [ein] is the row
// of "ein". Fewer places than axes: the first ones.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "examples/step/analysis/elements.hpp"
#include "examples/step/analysis/timeline.hpp"
#include "examples/step/terminal/heatmap.hpp"

namespace vitro::step {

struct Range {
    std::int64_t from = 0, to = 0;  ///< to: behind the last
    bool single = false;            ///< was given as one place
};

struct Reference {
    std::string which = "v";
    int part = 0;  ///< of k, from 1
    int value = -1;
    int moment = -1;  ///< an event; -1: now
    std::vector<Range> ranges;
    std::string indices;  ///< as it was typed, "[2,5]"

    bool is_element() const;
    std::int64_t offset(const core::Shape& shape) const;  ///< of the first element
};

/// `focus` stands for ".", and `view` for which is meant when none is named. Throws Error for names, parts and places
/// that are not there, with those that are.
Reference reference_of(const Timeline& timeline, std::string_view text, const std::string& view, int focus);

/// What it means at event t, whole, without regard to its ranges. Throws Error with the state when nothing is there.
std::vector<float> numbers_of(const Timeline& timeline, const Reference& reference, int t);

/// The part that the ranges cut out.
struct Slice {
    core::Shape shape;  ///< single places dropped
    trace::Axes axes;
    std::vector<float> numbers;
    std::vector<Range> ranges;  ///< of the axes that are left
};
Slice slice_of(const trace::Value& value, const Reference& reference, const std::vector<float>& numbers);

/// The words along an axis; empty when it has none.
std::vector<std::string> words_along(const trace::Recording& recording, const std::string& axis);

/// The last two axes of what is at `batch` of those before, with its words.
Matrix matrix_of(const trace::Recording& recording, const Slice& slice, std::int64_t batch = 0);

}  // namespace vitro::step
