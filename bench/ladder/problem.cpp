// bench/ladder/problem.cpp: memory for operands, and the comparison of outputs.
#include "bench/ladder/problem.hpp"

#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <limits>
#include <new>

namespace vitro::bench::ladder {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// A generator of its own, as the standard's distributions differ from library to library (Numerical Recipes' LCG).
std::uint32_t next(std::uint32_t& state) {
    state = state * 1664525U + 1013904223U;
    return state >> 8;
}

}  // namespace

float* Memory::allocate(std::int64_t count) {
    constexpr std::size_t kLine = 64;
    const std::size_t bytes = (static_cast<std::size_t>(count) * sizeof(float) / kLine + 1) * kLine;
    auto* const block = static_cast<float*>(std::aligned_alloc(kLine, bytes));
    if (block == nullptr) throw std::bad_alloc();
    blocks_.emplace_back(block, std::free);
    std::fill_n(block, count, kNan);
    return block;
}

float* Memory::numbers(std::int64_t count, float low, float high) {
    float* const first = allocate(count);
    for (std::int64_t i = 0; i < count; ++i)
        first[i] = low + (high - low) * static_cast<float>(next(state_)) * 0x1p-24F;
    return first;
}

const std::int32_t* Memory::targets(std::int64_t count, std::int32_t limit) {
    std::vector<std::int32_t>& own = targets_.emplace_back();
    for (std::int64_t i = 0; i < count; ++i)
        own.push_back(i == 1 ? -1 : static_cast<std::int32_t>(next(state_) % static_cast<std::uint32_t>(limit)));
    return own.data();
}

float* Memory::output(const std::string& name, std::int64_t count) {
    float* const first = allocate(count);
    outputs_.push_back({name, {first, static_cast<std::size_t>(count)}});
    return first;
}

void Memory::spoil_outputs() {
    for (const Output& output : outputs_) std::ranges::fill(output.numbers, kNan);
}

std::string size_text(const std::string& kernel, const Sizes& sizes) {
    std::string text = fmt::format("{}x{}", sizes.first, sizes.second);
    if (kernel == "gemm" || kernel == "attention") text += fmt::format("x{}", sizes.third);
    return text;
}

std::string first_difference(const Memory& memory, const std::vector<std::vector<float>>& wanted,
                             const std::vector<std::vector<double>>& bounds) {
    for (std::size_t output = 0; output < wanted.size(); ++output) {
        const auto& [name, numbers] = memory.outputs()[output];
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            const auto got = static_cast<double>(numbers[i]), want = static_cast<double>(wanted[output][i]);
            if (!(std::abs(got - want) <= bounds[output][i]))
                return fmt::format("{}[{}] is {}, the reference has {}, and rounding explains {:.1e}", name, i, got,
                                   want, bounds[output][i]);
        }
    }
    return "";
}

}  // namespace vitro::bench::ladder
