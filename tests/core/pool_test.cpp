// tests/core/pool_test.cpp: size classes, recycling, statistics, and memory that changes threads.
#include "core/pool.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <doctest/doctest.h>
#include <thread>
#include <vector>

#include "core/tensor.hpp"

using namespace vitro::core;

namespace {

#ifdef VITRO_NO_POOL
constexpr bool kRecycles = false;  // the pool has stepped aside for a sanitizer
#else
constexpr bool kRecycles = true;
#endif

std::int64_t class_bytes(std::size_t bytes) {
    return static_cast<std::int64_t>(pool_class_bytes(bytes));
}

}  // namespace

TEST_CASE("a size class wastes at most a quarter, or what alignment takes") {
    const auto wasteful = [](std::size_t bytes) {
        const std::size_t block = pool_class_bytes(bytes);
        return block < bytes || block % 64 != 0 || block - bytes > std::max<std::size_t>(63, block / 4);
    };
    std::vector<std::size_t> found;
    for (std::size_t bytes = 65; bytes < 70000; ++bytes)
        if (wasteful(bytes)) found.push_back(bytes);
    for (std::size_t power = std::size_t{1} << 16; power < std::size_t{1} << 45; power *= 2)
        for (std::size_t bytes :
             {power - 1, power, power + 1, power + power / 4 + 1, power + power / 2 + 1, 2 * power - 63})
            if (wasteful(bytes)) found.push_back(bytes);
    CHECK(found.empty());
}

TEST_CASE("size classes rise, and tensors of the usual sizes fill theirs") {
    for (std::size_t bytes = 1; bytes < 70000; ++bytes) REQUIRE(pool_class_bytes(bytes) <= pool_class_bytes(bytes + 1));
    for (std::size_t count : {64, 96, 128, 512, 768, 12 * 64 * 128, 1 << 20}) {
        const Tensor x(Shape{static_cast<std::int64_t>(count)});
        CHECK(x.storage().capacity() == count * sizeof(float) + 64);
    }
}

TEST_CASE("a released block is handed out again") {
    for (std::size_t bytes : {100, 5000, 300000}) {
        void* first = pool_allocate(bytes);
        pool_release(first, bytes);
        const std::int64_t calls = pool_statistics().system_calls;
        void* second = pool_allocate(bytes - 1);
        if (kRecycles) {
            CHECK(second == first);
            CHECK(pool_statistics().system_calls == calls);
        }
        pool_release(second, bytes - 1);
    }
}

TEST_CASE("blocks that live at the same time do not overlap and are aligned") {
    struct Held {
        unsigned char* memory;
        std::size_t bytes;
        unsigned char mark;
    };
    std::vector<Held> held;
    for (std::size_t i = 0; i < 300; ++i) {
        const std::size_t bytes = 1 + 37 * i + (i % 7 == 0 ? 40000 : 0);
        held.push_back({static_cast<unsigned char*>(pool_allocate(bytes)), bytes, static_cast<unsigned char>(i)});
        std::memset(held.back().memory, held.back().mark, bytes);
        CHECK(reinterpret_cast<std::uintptr_t>(held.back().memory) % 64 == 0);
    }
    bool intact = true;
    for (const Held& block : held)
        intact &= std::all_of(block.memory, block.memory + block.bytes, [&](auto byte) { return byte == block.mark; });
    CHECK(intact);
    for (const Held& block : held) pool_release(block.memory, block.bytes);
}

TEST_CASE("statistics follow what is in use, its peak and what is kept") {
    trim_pool();  // a larger block that is free would serve one of these
    const PoolStatistics before = pool_statistics();
    reset_pool_peak();
    CHECK(pool_statistics().bytes_peak == before.bytes_in_use);
    const std::int64_t size = class_bytes(10000), other = class_bytes(70000);
    void *a = pool_allocate(10000), *b = pool_allocate(70000);
    CHECK(pool_statistics().bytes_in_use == before.bytes_in_use + size + other);
    pool_release(b, 70000);
    CHECK(pool_statistics().bytes_in_use == before.bytes_in_use + size);
    CHECK(pool_statistics().bytes_peak == before.bytes_in_use + size + other);
    const std::int64_t kept = pool_statistics().bytes_free;
    pool_release(a, 10000);
    CHECK(pool_statistics().bytes_in_use == before.bytes_in_use);
    CHECK(pool_statistics().bytes_free == kept + (kRecycles ? size : 0));
}

TEST_CASE("a free block serves requests down to half its size, and is of its own size again afterwards") {
    if (!kRecycles) return;
    trim_pool();
    const std::size_t large = std::size_t{8} << 20, half = large / 2, less = large / 4;
    void* first = pool_allocate(large);
    pool_release(first, large);
    const PoolStatistics before = pool_statistics();
    void* second = pool_allocate(half);
    CHECK(second == first);
    CHECK(pool_statistics().bytes_free == before.bytes_free - class_bytes(large));
    CHECK(pool_statistics().bytes_in_use == before.bytes_in_use + class_bytes(half));
    pool_release(second, half);
    CHECK(pool_statistics().bytes_free == before.bytes_free);
    void* third = pool_allocate(less);
    CHECK(third != first);
    void* fourth = pool_allocate(large);
    CHECK(fourth == first);
    CHECK(pool_statistics().system_calls == before.system_calls + 1);
    pool_release(third, less);
    pool_release(fourth, large);
}

TEST_CASE("a larger block takes the place of those that it outgrows") {
    if (!kRecycles) return;
    trim_pool();
    std::int64_t most = 0;
    for (std::size_t bytes = std::size_t{1} << 20; bytes < std::size_t{64} << 20; bytes += bytes / 8) {
        pool_release(pool_allocate(bytes), bytes);
        most = std::max(most, pool_statistics().bytes_free);
    }
    CHECK(most < 5 * (std::int64_t{64} << 20) / 2);  // each twice as large as the next that stayed; all: over 500 MB
}

TEST_CASE("a loop whose shapes vary comes to rest, with little more memory than its largest step takes") {
    if (!kRecycles) return;
    trim_pool();
    const auto step = [](std::int64_t rows) {
        std::vector<Tensor> held;
        for (std::int64_t columns : {64, 256, 256, 64, 6000, 64, 256, 6000}) held.emplace_back(Shape{rows, columns});
    };
    const PoolStatistics before = pool_statistics();
    reset_pool_peak();
    for (std::int64_t i = 0; i < 120; ++i) step(100 + i * 37 % 40 * 20);
    const PoolStatistics rested = pool_statistics();
    CHECK(rested.bytes_free < 2 * (rested.bytes_peak - before.bytes_in_use));
    for (std::int64_t i = 0; i < 40; ++i) step(100 + i * 37 % 40 * 20);
    CHECK(pool_statistics().system_calls == rested.system_calls);
}

TEST_CASE("trimming gives large blocks back to the system") {
    const std::size_t large = 3 << 20;
    pool_release(pool_allocate(large), large);
    const std::int64_t kept = pool_statistics().bytes_free;
    trim_pool();
    if (kRecycles) CHECK(pool_statistics().bytes_free <= kept - class_bytes(large));
    const std::int64_t calls = pool_statistics().system_calls;
    pool_release(pool_allocate(large), large);
    CHECK(pool_statistics().system_calls == calls + 1);
}

TEST_CASE("memory may be released in another thread, and a thread leaves its blocks to the next") {
    const Tensor inherited(Shape{1});  // this thread takes over what ended threads left before, not what follows
    const PoolStatistics before = pool_statistics();
    Tensor made_elsewhere;
    PoolStatistics there;
    std::thread([&] {
        made_elsewhere = Tensor::full({1000}, 3);
        Tensor released(Shape{500});
        there = pool_statistics();
    }).join();
    CHECK(there.bytes_in_use > 0);
    CHECK(made_elsewhere.at({999}) == 3);
    const auto capacity = static_cast<std::int64_t>(made_elsewhere.storage().capacity());
    made_elsewhere = Tensor();
    CHECK(pool_statistics().bytes_in_use == before.bytes_in_use - capacity);

    PoolStatistics next;
    std::thread([&] {
        const Tensor x(Shape{500});
        next = pool_statistics();
    }).join();
    if (kRecycles) CHECK(next.system_calls == 0);  // the first thread's slab was left to it
}

#ifdef VITRO_POISON  // in the presets dev and clang
TEST_CASE("a block that is handed out is full of NaN when memory is poisoned") {
    const Tensor x(Shape{50});
    CHECK(std::all_of(x.span().begin(), x.span().end(), [](float value) { return std::isnan(value); }));
}
#endif
