// tests/core/allocations_test.cpp: a training loop of fixed shape asks the system for memory in its first step only.
#include "tests/allocations.hpp"

#include <cstdlib>
#include <doctest/doctest.h>
#include <new>

#include "core/runtime.hpp"
#include "tests/core/small_model.hpp"

using namespace vitro::core;
using namespace vitro::test;

namespace {

/// What an allocation function adds to the count; -1 is possible where nothing can be counted.
template <class Allocate>
bool is_counted(const Allocate& allocate) {
    const std::int64_t before = allocations();
    void* volatile block = allocate();  // volatile: the pair must not be optimised away
    const std::int64_t after = allocations();
    std::free(block);
    return before < 0 || after == before + 1;
}

}  // namespace

TEST_CASE("every way to the system's allocator is counted") {
    CHECK(is_counted([] { return std::malloc(16); }));
    CHECK(is_counted([] { return std::calloc(1, 16); }));
    CHECK(is_counted([] { return std::realloc(nullptr, 16); }));
    CHECK(is_counted([] { return std::aligned_alloc(64, 64); }));
    CHECK(is_counted([] {
        void* block = nullptr;
        return posix_memalign(&block, 64, 64) == 0 ? block : nullptr;
    }));
    const std::int64_t before = allocations();
    void* volatile block = ::operator new(16);
    CHECK((before < 0 || allocations() == before + 1));
    ::operator delete(block);
}

TEST_CASE("from step 2 to step 100 training allocates nothing, with one thread and with two" *
          doctest::skip(allocations() < 0)) {  // no test of a build in which they cannot be counted
    const int threads_before = runtime::threads();
    for (int threads : {1, 2}) {
        INFO(threads);
        runtime::use_threads(threads);
        SmallModel model(4, 16, 32);
        model.train(1);
        const std::int64_t before = allocations();
        for (int step = 2; step <= 100; ++step) model.train(step);
        CHECK(allocations() - before == 0);
    }
    runtime::use_threads(threads_before);
}
