// tests/core/storage_test.cpp: shared memory and its version.
#include "core/storage.hpp"

#include <cstdint>
#include <doctest/doctest.h>
#include <limits>
#include <utility>

#include "core/pool.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using vitro::test::error_of;

TEST_CASE("storage is aligned, shared by copies, and counts its writes") {
    Storage a(100);
    CHECK(reinterpret_cast<std::uintptr_t>(a.bytes()) % 64 == 0);
    CHECK(a.size() == 100);
    CHECK(a.version() == 0);
    const Storage copy = a;
    CHECK(copy == a);
    CHECK(a.write() == a.bytes());
    CHECK(copy.version() == 1);
    CHECK(Storage(100) != a);
}

TEST_CASE("storage goes back to the pool with its last handle") {
    const std::int64_t before = pool_statistics().bytes_in_use;
    {
        Storage a(1000);
        CHECK(pool_statistics().bytes_in_use == before + static_cast<std::int64_t>(a.capacity()));
        Storage b = a, c;
        c = std::move(a);
        b = c;
        b = Storage();
        CHECK(pool_statistics().bytes_in_use > before);
        Storage& itself = c;
        c = itself;
        CHECK(c.size() == 1000);
    }
    CHECK(pool_statistics().bytes_in_use == before);
}

TEST_CASE("a handle on nothing is empty, a block of no bytes is not") {
    Storage nothing;
    CHECK_FALSE(static_cast<bool>(nothing));
    CHECK(nothing.bytes() == nullptr);
    CHECK(nothing.write() == nullptr);
    CHECK(nothing.size() == 0);
    CHECK(nothing.capacity() == 0);
    CHECK(static_cast<bool>(Storage(0)));
}

TEST_CASE("more memory than there is is refused in a sentence") {
    CHECK(error_of([] { Storage(std::size_t{1} << 60); }) ==
          "[memory] 1152921504606847040 bytes are more than any machine has");
}
