// tests/allocations.cpp: stands in front of glibc's allocator and counts.
#include "tests/allocations.hpp"

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdlib>

#if defined(__has_feature)  // clang's way to say that a sanitizer brings an allocator of its own
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define VITRO_SANITIZED
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define VITRO_SANITIZED
#endif

#if defined(__GLIBC__) && !defined(VITRO_SANITIZED)

namespace {
constinit std::atomic<std::int64_t> calls{0};
}

// A program's own malloc takes the place of the library's for everything that is linked to it; the library keeps the
// real ones under these names.
extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);

void* malloc(std::size_t bytes) noexcept {
    ++calls;
    return __libc_malloc(bytes);
}
void* calloc(std::size_t count, std::size_t bytes) noexcept {
    ++calls;
    return __libc_calloc(count, bytes);
}
void* realloc(void* block, std::size_t bytes) noexcept {
    ++calls;
    return __libc_realloc(block, bytes);
}
void* aligned_alloc(std::size_t alignment, std::size_t bytes) noexcept {
    ++calls;
    return __libc_memalign(alignment, bytes);
}
int posix_memalign(void** block, std::size_t alignment, std::size_t bytes) noexcept {
    ++calls;
    *block = __libc_memalign(alignment, bytes);
    return *block ? 0 : ENOMEM;
}
}

std::int64_t vitro::test::allocations() {
    return calls;
}

#else

std::int64_t vitro::test::allocations() {
    return -1;
}

#endif
