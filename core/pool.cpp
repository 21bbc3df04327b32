// core/pool.cpp: slabs, large blocks and the free lists of each thread.
#include "core/pool.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <mutex>
#include <utility>
#ifdef __linux__
#include <sys/mman.h>
#endif

#include "core/error.hpp"
#include "core/pool_classes.hpp"

namespace vitro::core {
namespace {

constexpr std::size_t kSlabBytes = std::size_t{256} << 10;
constexpr std::size_t kLargestCarved = kSlabBytes / 8;  // larger blocks come from the system one by one
constexpr std::size_t kFront = kBlockAlignment;         // the pool's own, in front of a block that is not carved
constexpr std::size_t kHugePage = std::size_t{2} << 20;
constexpr std::size_t kLargest = std::size_t{1} << 46;
constexpr int kLargerClasses = kStepsPerPowerOfTwo;  // a block serves requests down to half its size

#ifdef VITRO_NO_POOL
constexpr bool kRecycle = false;
#else
constexpr bool kRecycle = true;
#endif

struct FreeBlock {
    FreeBlock* next;
};

/// Plain data, so that blocks may still come back while the thread's other objects are destroyed.
struct Pool {
    std::array<FreeBlock*, kClasses> free{};
    char* slab = nullptr;
    std::size_t slab_left = 0;
    PoolStatistics statistics;
};
thread_local constinit Pool pool;

/// Free lists of threads that have ended, for the next thread that needs memory.
struct Orphans {
    std::mutex mutex;
    std::array<FreeBlock*, kClasses> free{};
};
Orphans& orphans() {
    static Orphans* lists = new Orphans;  // never destroyed: threads may outlive static objects
    return *lists;
}

bool comes_from_slab(int index) {
    return class_bytes(index) <= kLargestCarved;
}

/// A block that is not carved may serve a smaller request, so it says itself of which class it is.
int& class_in_front(void* block) {
    return *reinterpret_cast<int*>(static_cast<char*>(block) - kFront);
}

void push(int index, void* memory) {
    auto* block = static_cast<FreeBlock*>(memory);
    block->next = pool.free[index];
    pool.free[index] = block;
    pool.statistics.bytes_free += static_cast<std::int64_t>(class_bytes(index));
}

void* pop(int index) {
    FreeBlock* block = pool.free[index];
    if (!block) return nullptr;
    pool.free[index] = block->next;
    pool.statistics.bytes_free -= static_cast<std::int64_t>(class_bytes(index));
    return block;
}

/// Cuts what is left of the slab into free blocks.
void use_up_slab() {
    for (int index = kClasses - 1; index >= 0; --index) {
        const std::size_t bytes = class_bytes(index);
        for (; comes_from_slab(index) && pool.slab_left >= bytes; pool.slab_left -= bytes) {
            push(index, pool.slab);
            pool.slab += bytes;
        }
    }
}

/// Links a thread's pool to those of the threads before and after it.
struct Heir {
    Heir() {
        Orphans& left = orphans();
        const std::lock_guard lock(left.mutex);
        for (int i = 0; i < kClasses; ++i)
            while (FreeBlock* block = left.free[i]) {
                left.free[i] = block->next;
                push(i, block);
            }
    }
    ~Heir() {
        trim_pool();
        use_up_slab();
        Orphans& left = orphans();
        const std::lock_guard lock(left.mutex);
        for (int i = 0; i < kClasses; ++i)
            while (void* memory = pop(i)) {
                auto* block = static_cast<FreeBlock*>(memory);
                block->next = std::exchange(left.free[i], block);
            }
    }
};

void make_heir() {
    thread_local const Heir heir;
    static_cast<void>(heir);
}

/// Lets the kernel back whole huge pages within a block by such: one page fault instead of 512 when it is first
/// written, and fewer misses of the TLB ever after. A wish: where it is not granted, nothing changes.
void wish_huge_pages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes) {
#ifdef MADV_HUGEPAGE
    const std::uintptr_t start = reinterpret_cast<std::uintptr_t>(memory);
    const std::uintptr_t first = (start + kHugePage - 1) / kHugePage * kHugePage;
    const std::uintptr_t end = (start + bytes) / kHugePage * kHugePage;
    if (first < end) madvise(reinterpret_cast<void*>(first), end - first, MADV_HUGEPAGE);
#endif
}

void* from_system(std::size_t bytes) {
    void* memory = nullptr;
    bool failed = posix_memalign(&memory, kBlockAlignment, bytes) != 0;
    if (failed) {
        trim_pool();
        failed = posix_memalign(&memory, kBlockAlignment, bytes) != 0;
    }
    if (failed)
        throw Error(fmt::format("[memory] no room for another {:.1f} MB: the system has none left",
                                static_cast<double>(bytes) / 1e6));
    ++pool.statistics.system_calls;
    wish_huge_pages(memory, bytes);
    return memory;
}

void* carve(std::size_t bytes) {
    if (pool.slab_left < bytes) {
        use_up_slab();
        pool.slab = static_cast<char*>(from_system(kSlabBytes));
        pool.slab_left = kSlabBytes;
    }
    char* block = pool.slab;
    pool.slab += bytes;
    pool.slab_left -= bytes;
    return block;
}

void free_large(void* block) {
    std::free(static_cast<char*>(block) - kFront);
}

/// Where shapes vary from step to step, as with sentences, the largest tensor so far takes the place of the one before:
/// gives back as much as a new block takes of free ones that are down to half as large, whose requests it will serve.
void free_outgrown(int index) {
    std::size_t given_back = 0;
    for (int smaller = index - 1; smaller >= index - kLargerClasses && !comes_from_slab(smaller); --smaller)
        for (void* block; given_back < class_bytes(index) && (block = pop(smaller)); free_large(block))
            given_back += class_bytes(smaller);
}

void* large_from_system(int index) {
    free_outgrown(index);
    void* block = static_cast<char*>(from_system(kFront + class_bytes(index))) + kFront;
    class_in_front(block) = index;
    return block;
}

/// The smallest free block that is not much too large.
void* pop_large(int index) {
    for (int larger = index; larger <= std::min(index + kLargerClasses, kClasses - 1); ++larger)
        if (void* block = pop(larger)) return block;
    return nullptr;
}

void* take(int index) {
    make_heir();
    if (comes_from_slab(index)) {
        void* block = pop(index);
        return block ? block : carve(class_bytes(index));
    }
    void* block = pop_large(index);
    return block ? block : large_from_system(index);
}

}  // namespace

std::size_t pool_class_bytes(std::size_t bytes) noexcept {
    return class_bytes(class_of(bytes));
}

void* pool_allocate(std::size_t bytes) {
    if (bytes > kLargest) throw Error(fmt::format("[memory] {} bytes are more than any machine has", bytes));
    const int index = class_of(bytes);
    void* block = kRecycle ? take(index) : from_system(bytes);  // a sanitizer wants to see the size asked for
    pool.statistics.bytes_in_use += static_cast<std::int64_t>(class_bytes(index));
    pool.statistics.bytes_peak = std::max(pool.statistics.bytes_peak, pool.statistics.bytes_in_use);
#ifdef VITRO_POISON
    std::memset(block, 0xff, bytes);  // all ones is a NaN in float and double
#endif
    return block;
}

void pool_release(void* memory, std::size_t bytes) noexcept {
    const int index = class_of(bytes);
    pool.statistics.bytes_in_use -= static_cast<std::int64_t>(class_bytes(index));
    if (!kRecycle) return std::free(memory);
    make_heir();
    push(comes_from_slab(index) ? index : class_in_front(memory), memory);
}

PoolStatistics pool_statistics() noexcept {
    return pool.statistics;
}

void reset_pool_peak() noexcept {
    pool.statistics.bytes_peak = pool.statistics.bytes_in_use;
}

void trim_pool() noexcept {
    for (int i = 0; i < kClasses; ++i) {
        if (comes_from_slab(i)) continue;
        while (void* block = pop(i)) free_large(block);
    }
}

}  // namespace vitro::core
