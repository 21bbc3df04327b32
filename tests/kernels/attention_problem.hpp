// tests/kernels/attention_problem.hpp: inputs for attention, and how far its results may be off.
#pragma once

#include "tests/kernels/masks.hpp"
#include "tests/kernels/parity.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {

/// Heads of [batch, time, heads * width] side by side, in rows longer than that (as in a packed projection) and batches
/// of a larger capacity (as in a cache of keys).
struct AttentionProblem {
    ScoreShape shape;
    std::int64_t width;
    OwnedMask mask;
    DropoutKey dropout;
    Numbers query, key, value, output_gradient;
    Numbers output, logsumexp, weights;  ///< by the reference

    AttentionProblem(Source&, const ScoreShape&, std::int64_t width, const OwnedMask&, double probability);

    std::int64_t row_stride() const { return shape.heads * width + 3; }
    std::int64_t batch_stride(std::int64_t times) const { return (times + 2) * row_stride(); }
    /// Elements from the first to the last of a tensor.
    std::int64_t extent(std::int64_t times) const;
    AttentionOperand operand(const Numbers& x, std::int64_t times) const {
        return {x.data(), batch_stride(times), row_stride()};
    }
    AttentionTarget target(real* data, std::int64_t times, bool accumulate) const {
        return {data, batch_stride(times), row_stride(), accumulate};
    }
    void fill_inputs(Attention&) const;
    void fill_inputs(AttentionBackward&) const;
    std::string str() const;
    /// Enough work for a team, and then some: a few cases are enough to compare teams.
    bool large() const { return 4 * shape.rows() * shape.keys * width >= 5 * kLong; }
};

/// How far each element may be off; a tensor's bounds are laid out as the tensor.
struct ForwardBounds {
    std::vector<double> output, logsumexp, weights;
};
struct BackwardBounds {
    std::vector<double> query, key, value;
};
ForwardBounds forward_bounds(const AttentionProblem&);
BackwardBounds backward_bounds(const AttentionProblem&);

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
