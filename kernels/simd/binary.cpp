// kernels/simd/binary.cpp: two inputs that may be broadcast, one contiguous output.
//
// Inside a row an operand runs along (stride 1), stands still (stride 0: a vector of one value), or, rarely, is
// gathered.
#include "kernels/simd/axes.hpp"
#include "kernels/simd/families.hpp"
#include "kernels/simd/formulas.hpp"
#include "kernels/with_constant.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

struct Running {
    const float* data;
    template <class Lanes>
    V at(std::int64_t i, Lanes lanes) const {
        return load(data + i, lanes);
    }
};

struct Standing {
    V value;
    template <class Lanes>
    V at(std::int64_t, Lanes) const {
        return value;
    }
};

struct Gathered {
    const float* data;
    std::int64_t stride;
    V at(std::int64_t i, First lanes) const {
        float values[kLanes] = {};
        for (std::int64_t lane = 0; lane < lanes.n; ++lane) values[lane] = data[(i + lane) * stride];
        return load(values);
    }
    V at(std::int64_t i, All) const { return at(i, First{kLanes}); }
};

struct Operand {
    const float* data;
    std::int64_t stride;
};

/// body(i, lanes, a's vector, b's vector) along one row.
template <class Body>
void for_pairs(std::int64_t begin, std::int64_t end, Operand a, Operand b, const Body& body) {
    const auto loop = [&](auto first, auto second) {
        for_lanes(begin, end,
                  [&](std::int64_t i, auto lanes) { body(i, lanes, first.at(i, lanes), second.at(i, lanes)); });
    };
    if (a.stride == 1 && b.stride == 1) return loop(Running{a.data}, Running{b.data});
    if (a.stride == 1 && b.stride == 0) return loop(Running{a.data}, Standing{V(*b.data)});
    if (a.stride == 0 && b.stride == 1) return loop(Standing{V(*a.data)}, Running{b.data});
    loop(Gathered{a.data, a.stride}, Gathered{b.data, b.stride});
}

/// body(element, lanes, a's vector, b's vector) over the whole layout; element counts through the contiguous output.
template <class Body>
void for_all_pairs(const real* a, const real* b, const Axes<2>& uncollapsed, const Body& body) {
    const Axes<2> axes = collapse(uncollapsed);
    for_rows(axes, 1, [&](const RowPosition<2>& position, std::int64_t begin, std::int64_t end) {
        const std::int64_t row = position.row() * axes.size[3];
        for_pairs(begin, end, {a + position.offset(0), axes.stride[0][3]}, {b + position.offset(1), axes.stride[1][3]},
                  [&](std::int64_t i, auto lanes, V first, V second) { body(row + i, lanes, first, second); });
    });
}

template <Binary op, int which>
void backward(real* dst, bool accumulate, const real* dy, const real* a, const real* b, const Axes<2>& axes) {
    split_on(accumulate, [&](auto adds) {
        for_all_pairs(a, b, axes, [=](std::int64_t i, auto lanes, V first, V second) {
            put(dst + i, adds, rows::derivative<op, which>(load(dy + i, lanes), first, second), lanes);
        });
    });
}

}  // namespace

void binary(Binary op, real* out, const real* a, const real* b, const Layout& layout, const Strides& a_strides,
            const Strides& b_strides) noexcept {
    rows::with_constant(op, [&](auto constant) {
        for_all_pairs(a, b, axes_of(layout, a_strides, b_strides), [=](std::int64_t i, auto lanes, V first, V second) {
            store(out + i, rows::value<constant()>(first, second), lanes);
        });
    });
}

void binary_backward(Binary op, int which, real* dst, bool accumulate, const real* dy, const real* a, const real* b,
                     const Layout& layout, const Strides& a_strides, const Strides& b_strides) noexcept {
    const Axes<2> axes = axes_of(layout, a_strides, b_strides);
    rows::with_constant(op, [&](auto constant) {
        if (which == 0)
            backward<constant(), 0>(dst, accumulate, dy, a, b, axes);
        else
            backward<constant(), 1>(dst, accumulate, dy, a, b, axes);
    });
}

}  // namespace vitro::kernels::VITRO_ISA
