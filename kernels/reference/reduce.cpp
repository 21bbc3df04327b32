// kernels/reference/reduce.cpp: x[outer, count, inner] over its middle axis, and back.
//
// Element (o, c, i) is at (o * count + c) * inner + i; each (o, i) is a task of its own.
#include "kernels/reference/families.hpp"
#include "kernels/reference/loops.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace reference {

void sum(real* dst, bool accumulate, const real* x, double factor, std::int64_t outer, std::int64_t count,
         std::int64_t inner) noexcept {
    for_each(outer * inner, count, [=](std::int64_t task) {
        const real* first = x + task / inner * count * inner + task % inner;
        double total = 0;
        for (std::int64_t c = 0; c < count; ++c) total += static_cast<double>(first[c * inner]);
        put(dst[task], accumulate, factor * total);
    });
}

void max(real* dst, std::int32_t* index, const real* x, std::int64_t outer, std::int64_t count,
         std::int64_t inner) noexcept {
    for_each(outer * inner, count, [=](std::int64_t task) {
        const real* first = x + task / inner * count * inner + task % inner;
        std::int64_t best = 0;
        for (std::int64_t c = 1; c < count; ++c) {
            const real value = first[c * inner], greatest = first[best * inner];
            const bool settled = greatest != greatest;  // the first NaN stays
            if (!settled && !(value <= greatest)) best = c;
        }
        dst[task] = first[best * inner];
        index[task] = static_cast<std::int32_t>(best);
    });
}

void repeat(real* dst, bool accumulate, const real* x, real factor, std::int64_t outer, std::int64_t count,
            std::int64_t inner) noexcept {
    for_each(outer * count * inner, 1, [=](std::int64_t at) {
        const std::int64_t o = at / inner / count, i = at % inner;
        put(dst[at], accumulate, static_cast<double>(factor) * static_cast<double>(x[o * inner + i]));
    });
}

void route(real* dst, const real* x, const std::int32_t* index, std::int64_t outer, std::int64_t count,
           std::int64_t inner) noexcept {
    for_each(outer * inner, 1, [=](std::int64_t task) {
        const std::int64_t o = task / inner, i = task % inner;
        dst[(o * count + index[task]) * inner + i] += x[task];
    });
}

}  // namespace reference
}  // namespace vitro::kernels::inline VITRO_REAL
