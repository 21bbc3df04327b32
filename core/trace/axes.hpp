// core/trace/axes.hpp: which axis of a result runs along which labels, such as the words of a sentence.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/trace/recording.hpp"

namespace vitro::core::trace {

struct LabelledShape {
    Shape shape;
    const Axes* axes = nullptr;  ///< as many as the shape has
};

/// What the axes of an op's output run along, by what those of its inputs do. An axis of which nothing is known gets
/// "": a picture without names is better than one with wrong ones.
Axes axes_of(std::string_view op, Attributes attributes, std::span<const LabelledShape> inputs, const Shape& output,
             std::span<const Labels> labels);

/// The name of the Labels that hold these ids; "" when none does.
std::string label_of(const Indices& ids, std::span<const Labels> labels);

}  // namespace vitro::core::trace
