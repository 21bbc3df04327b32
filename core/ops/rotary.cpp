// core/ops/rotary.cpp: positions as rotations (Su et al. 2021, "RoFormer: enhanced transformer with rotary position
// embedding").
//
// Columns 2p and 2p + 1 of each head are one complex number z_p = x_2p + i x_2p+1, turned by an angle that grows with
// the position first + t:
//
//   z_p <- z_p exp(i a_p),  a_p = (first + t) base^(-2p / width)
//   y_2p = x_2p cos a_p - x_2p+1 sin a_p,   y_2p+1 = x_2p+1 cos a_p + x_2p sin a_p
//
// The product of a turned query with a turned key is Re sum_p q_p conj(k_p) exp(i (a_p - a'_p)): of their positions
// only the distance is left. These are the wave lengths of sinusoidal positions, which are added instead.
//
// A rotation's transpose is the rotation back: dx is dy turned by -a_p. The angles are computed in double, for each
// position directly, so that a position has the same bits whatever `first` is.
#include <cmath>
#include <fmt/format.h>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "core/ops/list.hpp"
#include "core/record.hpp"
#include "core/runtime.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

void rotate(real* dst, bool accumulate, const Tensor& x, const Tensor& turns, bool back) {
    const std::int64_t time = turns.shape()[0], width = turns.shape()[1];
    const std::int64_t batch = x.shape()[0], heads = x.shape()[2] / width;
    runtime::kernels().rotate(dst, accumulate, x.data(), turns.data(), back, batch, time, heads, width);
}

void backward(const Node& node, Gradients& out) {
    if (Slot dx = out.slot(0)) rotate(dx.data, dx.accumulate, node.grad, node.saved("turns"), true);
}

/// [time, width]: cosine and sine of each pair's angle, side by side.
Tensor make_turns(std::int64_t time, std::int64_t width, std::int64_t first, double base) {
    Tensor turns(Shape{time, width});
    real* out = turns.write();
    for (std::int64_t pair = 0; pair < width / 2; ++pair) {
        const double frequency = std::pow(base, -2 * static_cast<double>(pair) / static_cast<double>(width));
        for (std::int64_t t = 0; t < time; ++t) {
            const double angle = static_cast<double>(first + t) * frequency;
            out[t * width + 2 * pair] = static_cast<real>(std::cos(angle));
            out[t * width + 2 * pair + 1] = static_cast<real>(std::sin(angle));
        }
    }
    return turns;
}

Variable replay(Inputs inputs, Attributes attributes) {
    return rotary(inputs[0], get_attribute<std::int64_t>(attributes, "heads"),
                  get_attribute<std::int64_t>(attributes, "first"), get_attribute<double>(attributes, "base"));
}

/// Column `which` of the turns, once for each head: [time, heads * width / 2, 1].
Tensor for_each_head(const Tensor& turns, std::int64_t heads, std::int64_t which) {
    const std::int64_t time = turns.shape()[0], pairs = turns.shape()[1] / 2;
    Tensor column(Shape{time, heads * pairs, 1});
    real* out = column.write();
    for (std::int64_t t = 0; t < time; ++t)
        for (std::int64_t i = 0; i < heads * pairs; ++i) *out++ = turns.data()[2 * (t * pairs + i % pairs) + which];
    return column;
}

Variable expand(Inputs inputs, Attributes attributes) {
    const Shape& shape = inputs[0].shape();
    const std::int64_t heads = get_attribute<std::int64_t>(attributes, "heads");
    const Tensor turns = make_turns(shape[1], shape[2] / heads, get_attribute<std::int64_t>(attributes, "first"),
                                    get_attribute<double>(attributes, "base"));
    const Variable cosine = for_each_head(turns, heads, 0), sine = for_each_head(turns, heads, 1);
    const Variable pairs = reshape(inputs[0], {shape[0], shape[1], shape[2] / 2, 2});
    const Variable a = slice(pairs, -1, 0, 1), b = slice(pairs, -1, 1, 1);
    const Variable real_part = a * cosine - b * sine, imaginary_part = b * cosine + a * sine;
    return reshape(concat({real_part, imaginary_part}, -1), shape);
}

/// Four products and two sums a pair; a cosine or sine for each number of the turns.
Cost cost(Inputs inputs, const Tensor& y, Attributes attributes) {
    const Shape& shape = inputs[0].shape();
    const std::int64_t turns = shape[1] * shape[2] / get_attribute<std::int64_t>(attributes, "heads");
    return {3 * y.size() + turns, (2 * y.size() + turns) * static_cast<std::int64_t>(sizeof(real))};
}

void check(const Variable& x, std::int64_t heads, std::int64_t first, double base) {
    const auto refuse = [&](const std::string& what) { fail(kRotary, {x.shape()}, what); };
    if (x.rank() != 3) refuse("x must be (batch, time, heads * width)");
    const std::int64_t columns = x.shape()[2];
    if (heads < 1 || columns < 1 || columns % heads != 0)
        refuse(fmt::format("{} heads do not divide a width of {}", heads, columns));
    if (columns / heads % 2 != 0)
        refuse(fmt::format("a head of width {} has no pairs: the width must be even", columns / heads));
    if (first < 0) refuse(fmt::format("a first position of {}: valid are 0 and up", first));
    if (!(base > 0) || !std::isfinite(base)) refuse(fmt::format("a base of {}: valid are positive numbers", base));
}

}  // namespace

constinit const Op kRotary{.name = "rotary",
                           .inputs = "x",
                           .formula = "y = x exp(i a) per pair p of columns, a = (first + t) base^(-2p / width)",
                           .vjp = "dx = dy exp(-i a)",
                           .forward = replay,
                           .backward = backward,
                           .expand = expand,
                           .cost = cost};

Variable rotary(const Variable& x, std::int64_t heads, std::int64_t first, double base) {
    require_values(kRotary, x.value);
    check(x, heads, first, base);
    const Tensor turns = make_turns(x.shape()[1], x.shape()[2] / heads, first, base);
    Tensor y(x.shape());
    rotate(y.write(), false, x.value, turns, false);
    return record(kRotary, {x}, y,
                  {.attributes = {{"heads", heads}, {"first", first}, {"base", base}}, .saved = {{"turns", turns}}});
}

}  // namespace vitro::core::inline VITRO_REAL
