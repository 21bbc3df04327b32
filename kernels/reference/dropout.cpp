// kernels/reference/dropout.cpp: x times 0 or 1 / (1 - p); the gradient is the same on dy.
#include "kernels/reference/dropout.hpp"

#include "kernels/reference/families.hpp"
#include "kernels/reference/loops.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace reference {

void dropout(real* dst, bool accumulate, const real* x, std::int64_t count, const DropoutKey& key) noexcept {
    for_each(count, kExpCost,
             [&](std::int64_t i) { put(dst[i], accumulate, static_cast<double>(x[i]) * dropout_factor(key, i)); });
}

}  // namespace reference
}  // namespace vitro::kernels::inline VITRO_REAL
