// examples/lessons/show.hpp: prints numbers in rows.
#pragma once

#include <fmt/core.h>

#include "core/node.hpp"

namespace lessons {

/// `label` and the numbers: one line for a scalar or a row, one line a row otherwise.
inline void show(const char* label, const vitro::core::Tensor& x, int decimals = 4) {
    const bool one_line = x.shape().rank() < 2;
    fmt::print("{:<{}}{}", label, one_line ? 38 : 0, one_line ? "" : "\n");
    for (std::int64_t row = 0; row < x.rows(); ++row) {
        if (!one_line) fmt::print("    ");
        for (std::int64_t col = 0; col < x.cols(); ++col)
            fmt::print("{:>{}.{}f}", x.data()[row * x.cols() + col], decimals + 6, decimals);
        fmt::print("\n");
    }
}

inline void show(const char* label, const vitro::core::Variable& x, int decimals = 4) {
    show(label, x.value, decimals);
}

}  // namespace lessons
