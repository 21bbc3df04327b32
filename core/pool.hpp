// core/pool.hpp: where storage and nodes get their memory.
//
// A training step asks for the same sizes again and again. Requests are rounded up to size classes, four to a power of
// two (so that at most a quarter of a block is waste, or the 63 bytes that alignment takes), and released blocks go to
// a free list of the releasing thread: after the first step of a fixed-shape loop the system allocator is not called at
// all. A large block serves requests down to half its size, so that a loop whose shapes vary needs not much more than
// its largest step. So memory should be given back by the thread that takes it: a thread that only makes tensors for
// another to let go of gets new memory for each, and the other's free list grows, until threads end or trim_pool() is
// called there. Small blocks (nodes, short vectors) are carved from slabs. Under AddressSanitizer (VITRO_NO_POOL) the
// pool steps aside, so that a use after release is seen; with VITRO_POISON, as in `dev` builds, a block handed out is
// filled with NaN.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vitro::core {

/// At least `bytes` bytes, 64-byte aligned, uninitialised. Throws Error with the size when the system has none left.
void* pool_allocate(std::size_t bytes);
/// Gives a block back; `bytes` is what was asked for.
void pool_release(void* block, std::size_t bytes) noexcept;
/// What a request of `bytes` really takes: its size class.
std::size_t pool_class_bytes(std::size_t bytes) noexcept;

/// What the calling thread's pool holds, in bytes of size classes: of what was asked for, whatever larger block serves
/// it.
struct PoolStatistics {
    std::int64_t bytes_in_use = 0;  ///< taken less given back: below 0 in a thread that gives back what others took
    std::int64_t bytes_peak = 0;    ///< the largest bytes_in_use since reset_pool_peak()
    std::int64_t bytes_free = 0;    ///< kept for recycling
    std::int64_t system_calls = 0;  ///< how often memory came from the system
};
PoolStatistics pool_statistics() noexcept;
void reset_pool_peak() noexcept;
/// Gives the large recycled blocks of this thread back to the system.
void trim_pool() noexcept;

}  // namespace vitro::core
