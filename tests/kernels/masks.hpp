// tests/kernels/masks.hpp: every kind of mask and their combination, over scores [batch, heads, queries, keys].
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kernels/kernels.hpp"
#include "tests/kernels/numbers.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {

struct ScoreShape {
    std::int64_t batch, heads, queries, keys;
    std::int64_t rows() const { return batch * heads * queries; }
};

/// A mask with what it points to. A cheap handle.
struct OwnedMask {
    std::string what;
    MaskView view;
    std::shared_ptr<std::vector<std::int32_t>> lengths;
    std::shared_ptr<std::vector<std::uint8_t>> allowed;
};

/// None, causal (also with offsets that hide whole rows), lengths (also 0), a table of bytes (whole, and repeated over
/// heads and queries; with a row of zeros), and all three together.
void for_each_mask(Source&, const ScoreShape&, const std::function<void(const OwnedMask&)>& visit);

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
