// bench/measure/operands.hpp: what a benchmark computes with.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>

#include "kernels/real.hpp"

namespace vitro::bench {

/// Operands, aligned as tensors are: a run keeps them by keeping copies of the pointers.
using Numbers = std::shared_ptr<real[]>;
using Indices = std::shared_ptr<std::int32_t[]>;

/// Numbers in (-1, 1), and whole numbers below `limit`: the same in each run.
Numbers random_numbers(std::int64_t count);
Indices random_indices(std::int64_t count, std::int32_t limit);

/// "4096x256"
std::string size_text(std::initializer_list<std::int64_t> sizes);

}  // namespace vitro::bench
