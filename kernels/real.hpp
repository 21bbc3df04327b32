// kernels/real.hpp: the number type. The same sources are built twice: real = float (what people run) and
// real = double (-DVITRO_F64; the twin in which gradients are checked against central differences).
//
// Whatever mentions `real` lives in `namespace vitro::X::inline VITRO_REAL`, so that both builds fit into one process
// and the linker can tell them apart; whatever does not is built once, outside of it.
#pragma once

#ifdef VITRO_F64
#define VITRO_REAL f64
#else
#define VITRO_REAL f32
#endif

namespace vitro::inline VITRO_REAL {
#ifdef VITRO_F64
using real = double;
#else
using real = float;
#endif
}  // namespace vitro::inline VITRO_REAL
