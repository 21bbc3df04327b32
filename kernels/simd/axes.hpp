// kernels/simd/axes.hpp: walking K operands over up to four axes, the innermost in one loop.
//
// Neighbouring axes that all operands cross as if they were one become one, so that a contiguous tensor is a single row
// and a bias added to [batch, time, width] is a vector added to batch * time rows.
#pragma once

#include "kernels/kernels.hpp"
#include "kernels/simd/lanes.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

/// Outermost first; axis 3 is the row that the body of for_rows sees.
template <int K>
struct Axes {
    std::int64_t size[4] = {1, 1, 1, 1};
    std::int64_t stride[K][4] = {};
    std::int64_t rows() const { return size[0] * size[1] * size[2]; }
};

/// Drops axes of size 1 and merges neighbours.
template <int K>
inline Axes<K> collapse(const Axes<K>& from) {
    Axes<K> to;
    int last = 4;
    for (int axis = 3; axis >= 0; --axis) {
        if (from.size[axis] == 1) continue;
        bool joins = last < 4;
        for (int k = 0; k < K && joins; ++k) joins = from.stride[k][axis] == to.stride[k][last] * to.size[last];
        if (joins) {
            to.size[last] *= from.size[axis];
            continue;
        }
        to.size[--last] = from.size[axis];
        for (int k = 0; k < K; ++k) to.stride[k][last] = from.stride[k][axis];
    }
    return to;
}

inline Axes<2> axes_of(const Layout& layout, const Strides& first, const Strides& second) {
    Axes<2> axes;
    for (int axis = 0; axis < 4; ++axis) {
        axes.size[axis] = layout.size[axis];
        axes.stride[0][axis] = first.of[axis];
        axes.stride[1][axis] = second.of[axis];
    }
    return axes;
}

/// Where the operands' rows begin, for one row after the other.
template <int K>
class RowPosition {
  public:
    RowPosition(const Axes<K>& axes, std::int64_t row) : axes_(axes), row_(row) {
        for (int axis = 2; axis >= 0; --axis) {
            at_[axis] = row % axes.size[axis];
            row /= axes.size[axis];
            for (int k = 0; k < K; ++k) offset_[k] += at_[axis] * axes.stride[k][axis];
        }
    }

    std::int64_t row() const { return row_; }
    std::int64_t offset(int k) const { return offset_[k]; }

    void advance() {
        ++row_;
        for (int axis = 2; axis >= 0; --axis) {
            for (int k = 0; k < K; ++k) offset_[k] += axes_.stride[k][axis];
            if (++at_[axis] < axes_.size[axis]) return;
            at_[axis] = 0;
            for (int k = 0; k < K; ++k) offset_[k] -= axes_.size[axis] * axes_.stride[k][axis];
        }
    }

  private:
    const Axes<K>& axes_;
    std::int64_t row_, at_[3] = {}, offset_[K] = {};
};

/// body(position, begin, end) for pieces begin .. end of every row, by all threads.
template <int K, class Body>
inline void for_rows(const Axes<K>& axes, std::int64_t cost, const Body& body) {
    const std::int64_t cols = axes.size[3], pieces = divide_up(cols, kChunk), tasks = axes.rows() * pieces;
    if (tasks == 0) return;
    parallel_for(tasks, axes.rows() * cols * cost, [&](std::int64_t task, std::int64_t end, int) {
        RowPosition<K> position(axes, task / pieces);
        for (std::int64_t piece = task % pieces; task < end; ++task) {
            const std::int64_t from = piece * kChunk, to = from + kChunk < cols ? from + kChunk : cols;
            body(position, from, to);
            if (++piece < pieces) continue;
            piece = 0;
            position.advance();
        }
    });
}

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
