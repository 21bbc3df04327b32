// kernels/simd/lanes.hpp: one loop body for whole vectors and for the few elements left over.
//
// A body takes an offset and a marker: All{} stands for a whole vector, First{n} for its first n lanes. load, store and
// put take the marker last, so that the remainder runs through the same arithmetic, and through no memory behind it.
#pragma once

#include <type_traits>

#include "kernels/simd/partial.hpp"
#include "kernels/threads.hpp"

namespace vitro::kernels::VITRO_ISA {
namespace {

struct All {};
struct First {
    std::int64_t n;
};

inline V load(const float* from, All, [[maybe_unused]] float fill = 0) {
    return load(from);
}
inline V load(const float* from, First lanes, float fill = 0) {
    return load_partial(from, lanes.n, fill);
}
inline void store(float* to, V value, All) {
    store(to, value);
}
inline void store(float* to, V value, First lanes) {
    store_partial(to, value, lanes.n);
}

inline V keep(V value, All) {
    return value;
}
inline V keep(V value, First lanes) {
    return keep_first(value, lanes.n);
}

/// dst <- value, or dst + value. With a flag from split_on the compiler makes two loops; with a bool, one that asks for
/// each vector.
template <class Flag, class Lanes>
inline void put(float* dst, Flag accumulate, V value, Lanes lanes) {
    store(dst, accumulate ? load(dst, lanes) + value : value, lanes);
}
inline void put(float& dst, bool accumulate, float value) {
    dst = accumulate ? dst + value : value;
}

/// body(flag) with the flag as a constant.
template <class Body>
inline void split_on(bool flag, const Body& body) {
    if (flag)
        body(std::true_type{});
    else
        body(std::false_type{});
}

/// body(i, lanes) for i = begin, begin + kLanes, ... below end. The loop has a copy of the body: what it captured by
/// value then stays in registers, where memory that the body writes cannot be meant.
template <class Body>
inline void for_lanes(std::int64_t begin, std::int64_t end, Body body) {
    for (; begin + kLanes <= end; begin += kLanes) body(begin, All{});
    if (begin < end) body(begin, First{end - begin});
}

/// Zeros, without a fork.
inline void clear(float* from, float* to) {
    for_lanes(0, to - from, [&](std::int64_t i, auto lanes) { store(from + i, V(0.0F), lanes); });
}

/// Elements that one task of an elementwise loop takes: 16 KB.
inline constexpr std::int64_t kChunk = 4096;
/// Operations that an exponential, or another of the library's functions, is worth.
inline constexpr std::int64_t kExpCost = 16;

constexpr std::int64_t divide_up(std::int64_t a, std::int64_t b) {
    return (a + b - 1) / b;
}

/// for_lanes over 0 .. count, by all threads; `cost` is the operations an element takes.
template <class Body>
inline void for_elements(std::int64_t count, std::int64_t cost, const Body& body) {
    parallel_for(divide_up(count, kChunk), count * cost, [&](std::int64_t begin, std::int64_t end, int) {
        for_lanes(begin * kChunk, end * kChunk < count ? end * kChunk : count, body);
    });
}

inline constexpr std::int64_t kRowsTogether = 4, kLongRow = 1024;

/// Every pass(row, state), one after the other, for each of the rows, by all threads; `cost` per element. Four rows go
/// through a pass before the next one begins: while one row's sum is folded to a number, which is one dependent step
/// after another, the next row's loads go on. Long rows come one at a time, to stay in the nearest cache between
/// passes.
template <class State, class... Passes>
inline void for_rows_in_passes(std::int64_t rows, std::int64_t cols, std::int64_t cost, const Passes&... passes) {
    const std::int64_t together = cols <= kLongRow ? kRowsTogether : 1;
    parallel_for(rows, rows * cols * cost, [&](std::int64_t first, std::int64_t end, int) {
        State state[kRowsTogether];
        for (; first < end; first += together) {
            const std::int64_t count = end - first < together ? end - first : together;
            const auto run = [&](const auto& pass) {
                for (std::int64_t r = 0; r < count; ++r) pass(first + r, state[r]);
            };
            (run(passes), ...);
        }
    });
}

}  // namespace
}  // namespace vitro::kernels::VITRO_ISA
