// core/trace/axes.cpp: a rule for each op that moves axes, and one for all others.
#include "core/trace/axes.hpp"

#include <algorithm>

namespace vitro::core::trace {
namespace {

using Inputs = std::span<const LabelledShape>;

Axes unknown(const Shape& shape) {
    return Axes(static_cast<std::size_t>(shape.rank()));
}

/// Of a shape's axis, counted from its end; "" beyond its front.
std::string from_end(const LabelledShape& x, int back) {
    const int rank = x.shape.rank();
    return back <= rank ? (*x.axes)[static_cast<std::size_t>(rank - back)] : "";
}

/// Axes align at the end; of those of the output's size the first that is known.
Axes aligned(Inputs inputs, const Shape& output) {
    Axes axes = unknown(output);
    for (const LabelledShape& x : inputs)
        for (int back = 1; back <= std::min(x.shape.rank(), output.rank()); ++back) {
            std::string& axis = axes[static_cast<std::size_t>(output.rank() - back)];
            if (axis.empty() && x.shape[-back] == output[-back]) axis = from_end(x, back);
        }
    return axes;
}

/// Axes whose sizes, and the sizes before them, are the same on both sides keep their names: splitting the last axis
/// into heads leaves those in front of it alone, and joining them again does, too.
Axes reshaped(const LabelledShape& x, const Shape& output) {
    Axes axes = unknown(output);
    for (int i = 0; i < std::min(x.shape.rank(), output.rank()) && x.shape[i] == output[i]; ++i)
        axes[static_cast<std::size_t>(i)] = (*x.axes)[static_cast<std::size_t>(i)];
    return axes;
}

Axes permuted(const LabelledShape& x, const Shape& order) {
    Axes axes;
    for (const std::int64_t from : order) axes.push_back((*x.axes)[static_cast<std::size_t>(from)]);
    return axes;
}

Axes reduced(const LabelledShape& x, Attributes attributes) {
    Axes axes = *x.axes;
    const std::int64_t axis = get_attribute<std::int64_t>(attributes, "axis");
    if (axis < 0 || axis >= static_cast<std::int64_t>(axes.size())) return {};  // over all
    if (get_attribute<std::int64_t>(attributes, "keep") != 0)
        axes[static_cast<std::size_t>(axis)] = "";
    else
        axes.erase(axes.begin() + static_cast<std::ptrdiff_t>(axis));
    return axes;
}

/// Rows as a has them, columns as b has.
Axes multiplied(Inputs inputs, Attributes attributes, const Shape& output) {
    const LabelledShape &a = inputs[0], &b = inputs[1];
    Axes axes = aligned(inputs, output);
    const auto last = axes.size() - 1;
    axes[last - 1] = from_end(a, get_attribute<std::int64_t>(attributes, "transpose_a") != 0 ? 1 : 2);
    axes[last] = from_end(b, get_attribute<std::int64_t>(attributes, "transpose_b") != 0 ? 2 : 1);
    return axes;
}

/// x weight: rows as x has them, columns as the weight has.
Axes projected(Inputs inputs, const Shape& output) {
    Axes axes = aligned(inputs.first(1), output);
    axes.back() = from_end(inputs[1], 1);
    return axes;
}

Axes picked(const LabelledShape& table, const Indices& ids, std::span<const Labels> labels) {
    Axes axes = unknown(ids.shape());
    if (!axes.empty()) axes.back() = label_of(ids, labels);
    axes.push_back(from_end(table, 1));
    return axes;
}

}  // namespace

std::string label_of(const Indices& ids, std::span<const Labels> labels) {
    for (const Labels& one : labels)
        if (!one.ids.empty() && one.ids.shape() == ids.shape() &&
            std::equal(ids.data(), ids.data() + ids.size(), one.ids.data()))
            return one.name;
    return "";
}

Axes axes_of(std::string_view op, Attributes attributes, std::span<const LabelledShape> inputs, const Shape& output,
             std::span<const Labels> labels) {
    if (op == "embedding") return picked(inputs[0], get_attribute<Indices>(attributes, "ids"), labels);
    if (op == "reshape") return reshaped(inputs[0], output);
    if (op == "permute") return permuted(inputs[0], get_attribute<Shape>(attributes, "order"));
    if (op == "sum" || op == "mean" || op == "max") return output.rank() == 0 ? Axes{} : reduced(inputs[0], attributes);
    if (op == "matmul") return multiplied(inputs, attributes, output);
    if (op == "linear") return projected(inputs, output);
    if (op == "attention") return *inputs[0].axes;
    return aligned(inputs, output);
}

}  // namespace vitro::core::trace
