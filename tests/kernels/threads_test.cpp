// tests/kernels/threads_test.cpp: every task runs once, denormals are flushed and come back, teams do not mix.
#include "kernels/threads.hpp"

#include <atomic>
#include <doctest/doctest.h>
#include <limits>
#include <set>
#include <thread>
#include <vector>

#include "kernels/kernels.hpp"

namespace vitro::kernels {
namespace {

constexpr std::int64_t kMuch = std::int64_t{1} << 40;

/// Half of the smallest normal number: 0 when denormals are flushed.
bool flushes() {
    volatile float x = std::numeric_limits<float>::min();
    x = x * 0.5F;
    return x == 0;
}

/// Leaves a team of one.
struct TeamOf {
    explicit TeamOf(int size) { REQUIRE(prepare(size)); }
    ~TeamOf() { prepare(1); }
};

}  // namespace

TEST_CASE("tasks: each runs once, by a thread of the team") {
    for (const int size : {1, 2, 3, 4}) {
        const TeamOf team(size);
        CHECK(threads() == size);
        for (const std::int64_t tasks : {0, 1, 2, 3, 5, 1000})
            for (const std::int64_t work : {std::int64_t{0}, kMuch}) {
                std::vector<std::atomic<int>> times(static_cast<std::size_t>(tasks));
                std::atomic<int> strangers = 0;
                parallel_for(tasks, work, [&](std::int64_t begin, std::int64_t end, int thread) {
                    if (begin >= end || thread < 0 || thread >= size) ++strangers;
                    for (; begin < end; ++begin) ++times[static_cast<std::size_t>(begin)];
                });
                CHECK(strangers == 0);
                for (const std::atomic<int>& n : times) CHECK(n == 1);
            }
    }
}

TEST_CASE("work: little stays in the calling thread, much is shared out") {
    const TeamOf team(2);
    const auto caller = std::this_thread::get_id();
    std::atomic<int> begun = 0, others = 0, first_elsewhere = 0;
    const auto note = [&](int together) {
        return [&, together](std::int64_t begin, std::int64_t end, int) {
            if (std::this_thread::get_id() != caller) others += static_cast<int>(end - begin);
            if (begin == 0 && std::this_thread::get_id() != caller) ++first_elsewhere;
            begun += static_cast<int>(end - begin);
            while (begun < together) std::this_thread::yield();  // so that one thread cannot do both
        };
    };
    parallel_for(2, 1000, note(0));
    CHECK(others == 0);
    begun = 0;
    parallel_for(2, kMuch, note(2));
    CHECK(others == 1);
    CHECK(first_elsewhere == 0);
}

TEST_CASE("denormals: flushed inside, as before outside") {
    const TeamOf team(3);
    REQUIRE(!flushes());
    for (const std::int64_t work : {std::int64_t{0}, kMuch}) {
        std::atomic<int> flushing = 0;
        parallel_for(3, work, [&](std::int64_t begin, std::int64_t end, int) {
            for (; begin < end; ++begin)
                if (flushes()) ++flushing;
        });
        CHECK(flushing == 3);
        CHECK(!flushes());
    }
}

TEST_CASE("nested: a loop in a loop runs there and then, with the same scratch, whether the outer one forks or not") {
    const TeamOf team(2);
    for (const std::int64_t work : {std::int64_t{0}, kMuch})
        for (const int tasks : {1, 2}) {
            std::atomic<int> inner = 0, moved = 0;
            parallel_for(tasks, work, [&](std::int64_t begin, std::int64_t end, int outer_thread) {
                const auto outer = std::this_thread::get_id();
                void* own = scratch(outer_thread);
                parallel_for(10 * (end - begin), kMuch, [&](std::int64_t first, std::int64_t last, int thread) {
                    inner += static_cast<int>(last - first);
                    if (std::this_thread::get_id() != outer || thread != outer_thread || scratch(thread) != own)
                        ++moved;
                });
                if (!flushes() || threads() != 2) ++moved;
            });
            CHECK(inner == 10 * tasks);
            CHECK(moved == 0);
        }
}

TEST_CASE("nested: a team does not change inside a loop, and may again behind it") {
    const TeamOf team(2);
    void* before = scratch(1);
    for (const std::int64_t work : {std::int64_t{0}, kMuch}) {
        std::atomic<int> changed = 0;
        parallel_for(2, work, [&](std::int64_t begin, std::int64_t end, int) {
            for (; begin < end; ++begin)
                if (prepare(3)) ++changed;
        });
        CHECK(changed == 0);
        CHECK(threads() == 2);
        CHECK(scratch(1) == before);
    }
    CHECK(prepare(3));
    CHECK(threads() == 3);
}

TEST_CASE("scratch: aligned, one for each thread, writable to the end") {
    const TeamOf team(3);
    std::set<char*> starts;
    for (int thread = 0; thread < 3; ++thread) {
        char* start = static_cast<char*>(scratch(thread));
        REQUIRE(start != nullptr);
        CHECK(reinterpret_cast<std::uintptr_t>(start) % 64 == 0);
        for (const char* other : starts) CHECK(std::abs(start - other) >= static_cast<std::ptrdiff_t>(kScratchBytes));
        starts.insert(start);
        start[0] = start[kScratchBytes - 1] = static_cast<char>(thread);
    }
}

TEST_CASE("prepare: refuses what cannot be, and changes nothing then") {
    const TeamOf team(2);
    void* before = scratch(1);
    CHECK(!prepare(0));
    CHECK(!prepare(-1));
    CHECK(!prepare(1 << 30));  // eight petabytes
    CHECK(threads() == 2);
    CHECK(scratch(1) == before);
}

TEST_CASE("teams: two threads of a program run loops at the same time") {
    std::atomic<int> wrong = 0;
    const auto work = [&](int size) {
        if (!prepare(size)) ++wrong;
        void* own = scratch(0);
        for (int round = 0; round < 200; ++round)
            parallel_for(8, kMuch, [&](std::int64_t begin, std::int64_t end, int thread) {
                auto* numbers = static_cast<std::int64_t*>(scratch(thread));
                for (std::int64_t i = begin; i < end; ++i) numbers[i] = i + size;
                for (std::int64_t i = begin; i < end; ++i)
                    if (numbers[i] != i + size || scratch(0) != own) ++wrong;
            });
    };
    std::thread first(work, 2), second(work, 3);
    first.join();
    second.join();
    CHECK(wrong == 0);
}

}  // namespace vitro::kernels
