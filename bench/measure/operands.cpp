// bench/measure/operands.cpp: operands for the benchmarks.
#include "bench/measure/operands.hpp"

#include <algorithm>
#include <new>
#include <random>

namespace vitro::bench {
namespace {

constexpr std::align_val_t kAlignment{64};  ///< a cache line, and the longest vector

/// Touched as a whole when it is filled: no page is missing when the clock runs.
template <class Number>
std::shared_ptr<Number[]> aligned(std::int64_t count) {
    auto* const memory = ::operator new(static_cast<std::size_t>(count) * sizeof(Number), kAlignment);
    return {static_cast<Number*>(memory), [](Number* numbers) { ::operator delete(numbers, kAlignment); }};
}

/// Drawing a number takes longer than moving it: beyond this many they repeat.
constexpr std::int64_t kDrawn = std::int64_t{1} << 20;

template <class Number, class Distribution>
std::shared_ptr<Number[]> drawn(std::int64_t count, Distribution distribution, std::int64_t most) {
    std::minstd_rand source(1);
    std::shared_ptr<Number[]> numbers = aligned<Number>(count);
    const std::int64_t fresh = std::min(count, most);
    for (std::int64_t i = 0; i < fresh; ++i) numbers[i] = distribution(source);
    for (std::int64_t i = fresh; i < count; i += fresh)
        std::copy_n(numbers.get(), std::min(fresh, count - i), numbers.get() + i);
    return numbers;
}

}  // namespace

Numbers random_numbers(std::int64_t count) {
    return drawn<real>(count, std::uniform_real_distribution<real>(-1, 1), kDrawn);
}

Indices random_indices(std::int64_t count, std::int32_t limit) {
    return drawn<std::int32_t>(count, std::uniform_int_distribution<std::int32_t>(0, limit - 1), count);
}

std::string size_text(std::initializer_list<std::int64_t> sizes) {
    std::string text;
    for (const std::int64_t size : sizes) text += (text.empty() ? "" : "x") + std::to_string(size);
    return text;
}

}  // namespace vitro::bench
