// kernels/simd/formulas.hpp: the elementwise operations over V. Its own functions come before the templates that call
// them.
#pragma once

#include "kernels/simd/exp.hpp"
#include "kernels/simd/normal.hpp"

namespace vitro::kernels::rows {
namespace {

inline VITRO_ISA::V exp(VITRO_ISA::V x) {
    return VITRO_ISA::exp(x);
}
inline VITRO_ISA::V sqrt(VITRO_ISA::V x) {
    return VITRO_ISA::square_root(x);
}
inline VITRO_ISA::V normal_distribution(VITRO_ISA::V x) {
    return VITRO_ISA::normal_distribution(x);
}
inline VITRO_ISA::V divide(VITRO_ISA::V a, VITRO_ISA::V b) {
    return VITRO_ISA::divide(a, b);
}

}  // namespace
}  // namespace vitro::kernels::rows

#include "kernels/elementwise_rows.hpp"
