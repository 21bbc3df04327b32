// kernels/reference/embedding.cpp: rows of a table by index, and the sums that flow back into them.
#include "kernels/reference/families.hpp"
#include "kernels/reference/loops.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace reference {

void gather_rows(real* out, const real* table, const std::int32_t* index, std::int64_t count,
                 std::int64_t width) noexcept {
    for_each(count, width, [=](std::int64_t row) {
        for (std::int64_t j = 0; j < width; ++j) out[row * width + j] = table[index[row] * width + j];
    });
}

/// The task of a position in `order` is the run of equal indices that begins there, if one does: each run is summed
/// whole before it touches the table, by one thread.
void scatter_add_rows(real* table, const real* x, const std::int32_t* index, const std::int32_t* order,
                      std::int64_t count, std::int64_t width) noexcept {
    for_each(count, width, [=](std::int64_t begin) {
        const std::int32_t target = index[order[begin]];
        if (begin > 0 && index[order[begin - 1]] == target) return;
        for (std::int64_t j = 0; j < width; ++j) {
            double total = 0;
            for (std::int64_t at = begin; at < count && index[order[at]] == target; ++at)
                total += static_cast<double>(x[order[at] * width + j]);
            put(table[target * width + j], true, total);
        }
    });
}

}  // namespace reference
}  // namespace vitro::kernels::inline VITRO_REAL
