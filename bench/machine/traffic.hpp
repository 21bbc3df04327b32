// bench/machine/traffic.hpp: the bytes that a computation has to move, and the plain loops that move as many.
//
// What a stream costs depends on its direction. A byte that is read moves once. A byte that is written moves twice: a
// cache reads the line before it changes a part of it (write-allocate), and writes it back later. A byte that is
// updated in place moves twice as well.
#pragma once

#include <compare>
#include <string>
#include <vector>

namespace vitro::bench {

/// Bytes of the operands that are only read, only written, read and written in place.
struct Traffic {
    double read = 0, written = 0, updated = 0;

    double moved() const { return read + 2 * written + 2 * updated; }
    double footprint() const { return read + written + updated; }
};

/// Streams of equal length that one loop walks side by side.
struct Mix {
    int reads = 0, writes = 0, updates = 0;

    int streams() const { return reads + writes + updates; }
    int moved() const { return reads + 2 * writes + 2 * updates; }
    auto operator<=>(const Mix&) const = default;
};

/// The mixes that there are loops for (memory_loops.cpp).
inline constexpr Mix kRead{1, 0, 0}, kWrite{0, 1, 0}, kCopy{1, 1, 0}, kUpdate{0, 0, 1};
inline constexpr Mix kMixes[] = {kRead, kWrite, kCopy, kUpdate, {2, 1, 0}, {3, 1, 0}, {1, 0, 1}, {1, 0, 2}, {1, 0, 3}};
inline constexpr int kMostStreams = 4;

/// A part of some traffic: every stream of the mix with this many bytes.
struct Part {
    Mix mix;
    double bytes = 0;  ///< of one stream

    double moved() const { return bytes * mix.moved(); }
    double footprint() const { return bytes * mix.streams(); }
};

/// The traffic as parts, the one that covers most of it first.
std::vector<Part> parts_of(Traffic traffic);

}  // namespace vitro::bench
