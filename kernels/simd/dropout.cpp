// kernels/simd/dropout.cpp: x times a factor that only depends on the key and the element's number.
#include "kernels/simd/families.hpp"
#include "kernels/simd/philox_lanes.hpp"

namespace vitro::kernels::VITRO_ISA {

void dropout(real* dst, bool accumulate, const real* x, std::int64_t count, const DropoutKey& key) noexcept {
    const DropoutFactors factors(key);
    const std::int64_t groups = divide_up(count, kGroup);
    const auto part = [=](std::int64_t i, V factor) {
        for_lanes(i, i + kLanes < count ? i + kLanes : count,
                  [=](std::int64_t at, auto lanes) { put(dst + at, accumulate, load(x + at, lanes) * factor, lanes); });
    };
    parallel_for(groups, count * 8, [&](std::int64_t group, std::int64_t end, int) {
        for (; group < end; ++group) {
            const FactorPair pair = factors.of(group);
            part(group * kGroup, pair.first);
            part(group * kGroup + kLanes, pair.second);
        }
    });
}

}  // namespace vitro::kernels::VITRO_ISA
