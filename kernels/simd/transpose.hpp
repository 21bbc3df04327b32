// kernels/simd/transpose.hpp: four rows of four floats become columns, in registers of any instruction set.
#pragma once

#include <cstring>

#include "kernels/simd/vec.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

/// to[j][i] = from[i][j] for i, j in 0 .. 3; rows are `to_step` and `from_step` apart. With the compiler's own vectors,
/// because xsimd's interleaving changed its meaning between versions.
inline void transpose_four(float* to, std::int64_t to_step, const float* from, std::int64_t from_step) {
    Four row[4];
    for (int i = 0; i < 4; ++i) std::memcpy(&row[i], from + i * from_step, sizeof(Four));
    const Four low01 = __builtin_shufflevector(row[0], row[1], 0, 4, 1, 5);
    const Four high01 = __builtin_shufflevector(row[0], row[1], 2, 6, 3, 7);
    const Four low23 = __builtin_shufflevector(row[2], row[3], 0, 4, 1, 5);
    const Four high23 = __builtin_shufflevector(row[2], row[3], 2, 6, 3, 7);
    const Four column[4] = {
        __builtin_shufflevector(low01, low23, 0, 1, 4, 5), __builtin_shufflevector(low01, low23, 2, 3, 6, 7),
        __builtin_shufflevector(high01, high23, 0, 1, 4, 5), __builtin_shufflevector(high01, high23, 2, 3, 6, 7)};
    for (int j = 0; j < 4; ++j) std::memcpy(to + j * to_step, &column[j], sizeof(Four));
}

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
