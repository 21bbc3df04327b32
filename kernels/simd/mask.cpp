// kernels/simd/mask.cpp: x where a row may look, one value elsewhere.
#include "kernels/simd/families.hpp"
#include "kernels/simd/mask_rows.hpp"

namespace vitro::kernels::VITRO_ISA {

namespace {

/// The flag as a constant, for what copy.cpp says of denormals.
template <class Flag>
void mask_row(real* to, Flag accumulate, const real* from, real value, std::int64_t cols, const RowMask& seen) {
    for_lanes(0, seen.limit, [&](std::int64_t i, auto lanes) {
        const V loaded = load(from + i, lanes);
        const V chosen =
            seen.allowed == nullptr ? loaded : xsimd::select(allowed_lanes(seen.allowed + i, lanes), loaded, V(value));
        put(to + i, accumulate, chosen, lanes);
    });
    for_lanes(seen.limit, cols, [&](std::int64_t i, auto lanes) { put(to + i, accumulate, V(value), lanes); });
}

}  // namespace

void mask(real* dst, bool accumulate, const real* x, real value, std::int64_t rows, std::int64_t cols,
          const MaskView& view) noexcept {
    split_on(accumulate, [&](auto adds) {
        parallel_for(rows, rows * cols, [&](std::int64_t row, std::int64_t end, int) {
            for (; row < end; ++row)
                mask_row(dst + row * cols, adds, x + row * cols, value, cols, row_mask(view, row, cols));
        });
    });
}

}  // namespace vitro::kernels::VITRO_ISA
