// tests/allocations.hpp: how often this process has asked the system's allocator for memory.
#pragma once

#include <cstdint>

namespace vitro::test {

/// Calls of malloc, calloc, realloc, aligned_alloc and posix_memalign so far, by any library and thread; operator new
/// is among them. -1 where they cannot be counted: in a build with AddressSanitizer, or without glibc.
std::int64_t allocations();

}  // namespace vitro::test
