// tests/kernels/team_test.cpp: every share runs once, threads come and go, and those that have nothing to do sleep.
#include "kernels/team.hpp"

#include <array>
#include <chrono>
#include <ctime>
#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace vitro::kernels {
namespace {

using std::chrono::steady_clock;

constexpr int kMost = 5;

/// What happened to the shares of some jobs.
struct Count {
    std::array<std::atomic<int>, kMost> shares{};
    std::atomic<int> strangers = 0;
    int size = 0;
};

void count(void* context, int share, int thread) {
    Count& to = *static_cast<Count*>(context);
    if (share < 0 || share >= to.size || thread < 0 || thread >= to.size)
        ++to.strangers;
    else
        ++to.shares[static_cast<std::size_t>(share)];
}

void check_jobs(Team& team, int jobs) {
    Count counted;
    counted.size = team.size();
    for (int job = 0; job < jobs; ++job) team.run(&counted, count);
    CHECK(counted.strangers == 0);
    for (int share = 0; share < kMost; ++share)
        CHECK(counted.shares[static_cast<std::size_t>(share)] == (share < team.size() ? jobs : 0));
}

void wait_for(const std::atomic<int>& value, int wanted) {
    const auto end = steady_clock::now() + std::chrono::seconds(60);
    while (value != wanted && steady_clock::now() < end) std::this_thread::yield();
}

}  // namespace

TEST_CASE("team: each share of a job runs once, whatever the team's size was before") {
    Team team;
    CHECK(team.size() == 1);
    check_jobs(team, 3);
    for (const int size : {2, 5, 3, 1, 4, 4}) {
        CHECK(team.resize(size));
        CHECK(team.size() == size);
        check_jobs(team, 500);
    }
}

TEST_CASE("team: jobs find threads that look as well as threads that sleep") {
    Team team;
    REQUIRE(team.resize(3));
    for (const int microseconds : {0, 20, 200, 2000})
        for (int round = 0; round < 20; ++round) {
            std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
            check_jobs(team, 2);
        }
}

TEST_CASE("team: shares run at the same time, each on a thread of its own") {
    Team team;
    REQUIRE(team.resize(3));
    struct {
        std::atomic<int> begun = 0;
        std::array<std::atomic<int>, 3> threads{};
    } seen;
    team.run(&seen, [](void* context, int, int thread) {
        auto& to = *static_cast<decltype(seen)*>(context);
        ++to.begun;
        wait_for(to.begun, 3);
        ++to.threads[static_cast<std::size_t>(thread)];
    });
    for (const std::atomic<int>& times : seen.threads) CHECK(times == 1);
}

TEST_CASE("team: the head takes a share that nobody has begun") {
    Team team;
    REQUIRE(team.resize(2));
    struct {
        std::array<std::atomic<int>, 2> jobs{};  // of share 1, by the thread that took it
    } seen;
    for (int job = 0; job < 200; ++job) {
        std::this_thread::sleep_for(std::chrono::microseconds(500));  // the other thread falls asleep
        team.run(&seen, [](void* context, int share, int thread) {
            if (share == 1) ++static_cast<decltype(seen)*>(context)->jobs[static_cast<std::size_t>(thread)];
        });
    }
    CHECK(seen.jobs[0] + seen.jobs[1] == 200);
    CHECK(seen.jobs[0] > 0);
}

TEST_CASE("team: threads without a job sleep") {
    Team team;
    REQUIRE(team.resize(4));
    check_jobs(team, 1);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    const std::clock_t before = std::clock();
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    CHECK(static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC < 0.1);  // of 0.6 if they looked on
}

TEST_CASE("team: stays as it is when the system gives no thread") {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        Team team;
        const rlimit limit{1, 1};
        const bool limited = ::setrlimit(RLIMIT_NPROC, &limit) == 0 && (::geteuid() != 0 || ::setuid(65534) == 0);
        if (!limited) ::_exit(2);
        ::_exit(!team.resize(3) && team.size() == 1 ? 0 : 1);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
}

}  // namespace vitro::kernels
