// kernels/reference/loops.hpp: what the plain loops share: storing a result, asking a mask, going through tasks.
#pragma once

#include "kernels/kernels.hpp"
#include "kernels/threads.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace reference {

/// The accumulate contract: the value is rounded once, as if it were to be stored, and then stored or added.
inline void put(real& dst, bool accumulate, double value) {
    const real rounded = static_cast<real>(value);
    dst = accumulate ? dst + rounded : rounded;
}

/// Whether row r may attend to column j: each condition that is set must hold.
inline bool allowed(const MaskView& mask, std::int64_t row, std::int64_t column) {
    const std::int64_t query = row % mask.queries, head = row / mask.queries % mask.heads;
    const std::int64_t batch = row / mask.queries / mask.heads;
    if (mask.causal && column > query + mask.causal_offset) return false;
    if (mask.lengths && column >= mask.lengths[batch]) return false;
    if (!mask.allowed) return true;
    return mask.allowed[batch * mask.allowed_batch_stride + head * mask.allowed_head_stride +
                        query * mask.allowed_query_stride + column] != 0;
}

/// body(i) for each of the tasks, shared out among the threads; `cost` is the work of one.
template <class Body>
void for_each(std::int64_t tasks, std::int64_t cost, const Body& body) {
    parallel_for(tasks, tasks * cost, [&](std::int64_t begin, std::int64_t end, int) {
        for (std::int64_t i = begin; i < end; ++i) body(i);
    });
}

/// Operations that an exponential or its like counts for.
inline constexpr std::int64_t kExpCost = 16;

}  // namespace reference
}  // namespace vitro::kernels::inline VITRO_REAL
