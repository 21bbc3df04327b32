// kernels/simd/embedding.cpp: rows of a table by index, and the sums that flow back into them.
#include "kernels/simd/columns.hpp"
#include "kernels/simd/families.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

/// Sorted positions that one task looks at: it takes the runs of equal indices that begin among them.
constexpr std::int64_t kPositions = 256;

/// table += the sum of x's rows order[begin .. end), `width` columns of them.
void add_run(float* table, const float* x, const std::int32_t* order, std::int64_t begin, std::int64_t end,
             std::int64_t row_width, std::int64_t width) {
    const auto row = [=](std::int64_t position) { return x + order[position] * row_width; };
    if (end - begin == 1)
        return for_lanes(0, width,
                         [=](std::int64_t i, auto lanes) { put(table + i, true, load(row(begin) + i, lanes), lanes); });
    double total[kStrip] = {};
    sum_strip<1>(total, begin, end, width, [=](std::int64_t position, std::int64_t column, auto lanes, V* into) {
        into[0] = into[0] + load(row(position) + column, lanes);
    });
    for (std::int64_t i = 0; i < width; ++i) table[i] += static_cast<float>(total[i]);
}

}  // namespace

void gather_rows(real* out, const real* table, const std::int32_t* index, std::int64_t count,
                 std::int64_t width) noexcept {
    parallel_for(count, count * width, [=](std::int64_t row, std::int64_t end, int) {
        for (; row < end; ++row) {
            const real* from = table + index[row] * width;
            real* to = out + row * width;
            for_lanes(0, width, [=](std::int64_t i, auto lanes) { store(to + i, load(from + i, lanes), lanes); });
        }
    });
}

void scatter_add_rows(real* table, const real* x, const std::int32_t* index, const std::int32_t* order,
                      std::int64_t count, std::int64_t width) noexcept {
    const std::int64_t strips = divide_up(width, kStrip);
    const auto at = [=](std::int64_t position) { return index[order[position]]; };
    parallel_for(divide_up(count, kPositions) * strips, count * width, [=](std::int64_t task, std::int64_t end, int) {
        for (; task < end; ++task) {
            const std::int64_t first = task % strips * kStrip, rest = width - first;
            std::int64_t begin = task / strips * kPositions;
            const std::int64_t stop = begin + kPositions < count ? begin + kPositions : count;
            while (begin > 0 && begin < stop && at(begin) == at(begin - 1)) ++begin;
            while (begin < stop) {
                std::int64_t next = begin + 1;
                while (next < count && at(next) == at(begin)) ++next;
                add_run(table + at(begin) * width + first, x + first, order, begin, next, width,
                        rest < kStrip ? rest : kStrip);
                begin = next;
            }
        }
    });
}

}  // namespace vitro::kernels::VITRO_ISA
