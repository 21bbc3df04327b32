// kernels/reference/dropout.hpp: whether an element is kept, from its number alone.
#pragma once

#include "kernels/kernels.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace reference {

/// 0 for an element that is dropped, 1 / (1 - probability), rounded to `real`, for one that is kept.
inline double dropout_factor(const DropoutKey& key, std::int64_t element) {
    if (key.probability == 0) return 1;
    const auto block = static_cast<std::uint64_t>(element / 4);
    const PhiloxBlock words = philox(
        key.seed, {static_cast<std::uint32_t>(block), static_cast<std::uint32_t>(block >> 32), key.site, key.step});
    const bool kept = static_cast<double>(words[element % 4]) >= key.probability * 4294967296.0;
    return kept ? static_cast<double>(static_cast<real>(1 / (1 - key.probability))) : 0;
}

}  // namespace reference
}  // namespace vitro::kernels::inline VITRO_REAL
