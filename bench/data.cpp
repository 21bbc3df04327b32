// bench/data.cpp: operands for the benchmarks.
#include <random>

#include "bench/cases.hpp"

namespace vitro::bench {

Numbers random_numbers(std::int64_t count) {
    std::minstd_rand source(1);
    std::uniform_real_distribution<real> number(-1, 1);
    Numbers numbers(new real[static_cast<std::size_t>(count)]);
    for (std::int64_t i = 0; i < count; ++i) numbers[i] = number(source);
    return numbers;
}

Indices random_indices(std::int64_t count, std::int32_t limit) {
    std::minstd_rand source(1);
    std::uniform_int_distribution<std::int32_t> number(0, limit - 1);
    Indices indices(new std::int32_t[static_cast<std::size_t>(count)]);
    for (std::int64_t i = 0; i < count; ++i) indices[i] = number(source);
    return indices;
}

std::string size_text(std::initializer_list<std::int64_t> sizes) {
    std::string text;
    for (const std::int64_t size : sizes) text += (text.empty() ? "" : "x") + std::to_string(size);
    return text;
}

}  // namespace vitro::bench
