// tests/bench/peers/child_test.cpp: a process that is stopped, goes on and ends; and none.
#include "bench/peers/child.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

namespace vitro::bench::peers {
namespace {

Child sleeping() {
    const pid_t id = fork();
    if (id == 0) {
        pause();
        _exit(0);
    }
    return Child(id);
}

Child ending(int status) {
    const pid_t id = fork();
    if (id == 0) _exit(status);
    usleep(50'000);
    return Child(id);
}

}  // namespace

TEST_CASE("no process is no process: neither all of them nor a group") {
    CHECK_FALSE(Child().is_there());
    CHECK_FALSE(Child(0).is_there());
    CHECK_FALSE(Child(-1).is_there());
}

TEST_CASE("a process says once how it ended") {
    Child child = sleeping();
    CHECK(child.is_there());
    child.stop();
    child.go_on();
    child.stop();
    CHECK(child.end() == "ended by signal 9 (Killed)");
    CHECK_FALSE(child.is_there());
    CHECK(child.end().empty());
    CHECK(ending(3).end() == "ended with status 3");
}

TEST_CASE("one that has ended is not waited for to stop") {
    Child child = ending(0);
    child.stop();
    child.go_on();
    CHECK(child.end() == "ended with status 0");
}

TEST_CASE("a process has one owner") {
    Child child = sleeping();
    Child owner = std::move(child);
    CHECK(owner.is_there());
    owner = Child();
    CHECK_FALSE(owner.is_there());
}

}  // namespace vitro::bench::peers
