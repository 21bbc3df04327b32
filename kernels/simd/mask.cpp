// kernels/simd/mask.cpp: x where a row may look, one value elsewhere.
#include "kernels/simd/families.hpp"
#include "kernels/simd/mask_rows.hpp"

namespace vitro::kernels::VITRO_ISA {

void mask(real* dst, bool accumulate, const real* x, real value, std::int64_t rows, std::int64_t cols,
          const MaskView& view) noexcept {
    parallel_for(rows, rows * cols, [&](std::int64_t row, std::int64_t end, int) {
        for (; row < end; ++row) {
            const RowMask seen = row_mask(view, row, cols);
            const real* from = x + row * cols;
            real* to = dst + row * cols;
            for_lanes(0, seen.limit, [&](std::int64_t i, auto lanes) {
                const V loaded = load(from + i, lanes);
                const V chosen = seen.allowed == nullptr
                                     ? loaded
                                     : xsimd::select(allowed_lanes(seen.allowed + i, lanes), loaded, V(value));
                put(to + i, accumulate, chosen, lanes);
            });
            for_lanes(seen.limit, cols, [&](std::int64_t i, auto lanes) { put(to + i, accumulate, V(value), lanes); });
        }
    });
}

}  // namespace vitro::kernels::VITRO_ISA
