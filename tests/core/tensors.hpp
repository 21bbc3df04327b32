// tests/core/tensors.hpp: tensors of one number, comparing tensors, and seeding memory with what nobody may rely on.
#pragma once

#include <cstring>
#include <limits>
#include <vector>

#include "core/node.hpp"
#include "core/tensor.hpp"

namespace vitro::test::inline VITRO_REAL {

inline core::Variable constant(double value) {
    return core::Tensor::scalar(static_cast<real>(value));
}
/// A parameter of its own.
inline core::Variable number(double value) {
    return core::parameter(core::Tensor::scalar(static_cast<real>(value)));
}

inline bool same_bits(const core::Tensor& a, const core::Tensor& b) {
    if (a.empty() || b.empty()) return a.empty() == b.empty();
    return a.shape() == b.shape() && std::memcmp(a.data(), b.data(), a.span().size_bytes()) == 0;
}

inline std::vector<double> numbers(const core::Tensor& x) {
    return {x.span().begin(), x.span().end()};
}

/// Leaves blocks full of NaN to be recycled by the next tensors of this shape: what is not written will be seen.
inline void poison_blocks_of(const core::Shape& shape) {
    std::vector<core::Tensor> blocks;
    for (int i = 0; i < 8; ++i) blocks.push_back(core::Tensor::full(shape, std::numeric_limits<real>::quiet_NaN()));
}

}  // namespace vitro::test::inline VITRO_REAL
