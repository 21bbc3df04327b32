// tests/bench/peers/worker_test.cpp: workers of one line of shell: how they are asked, stopped, and how they end.
#include "bench/peers/worker.hpp"

#include <doctest/doctest.h>
#include <fstream>
#include <sstream>

#include "core/error.hpp"

namespace vitro::bench::peers {
namespace {

const Question kTime{.verb = Verb::time, .problem = GemmProblem{.m = 2, .n = 3, .k = 4}, .seconds = 0.01};

Command shell(const std::string& script, int threads = 1) {
    return {.words = {"sh", "-c", script}, .threads = threads};
}

/// "T" is stopped.
std::string state_of(const std::string& process) {
    std::ifstream file("/proc/" + process + "/stat");
    std::string id, name, state;
    file >> id >> name >> state;
    return state;
}

}  // namespace

TEST_CASE("a worker is greeted, asked and asked again") {
    Worker worker("fake", shell("echo ready the fake 1.0; while read -r line; do echo \"seconds ${#line}\"; done"));
    CHECK(worker.greeting() == "the fake 1.0");
    CHECK(worker.ask(kTime) == std::string("time gemm nn 2 3 4 0.01").size());
    CHECK(worker.ask(kTime) == std::string("time gemm nn 2 3 4 0.01").size());
}

TEST_CASE("between questions a worker is stopped, though it would rather run") {
    Worker worker("busy", shell("echo ready $$; read -r line; echo seconds 1; while :; do :; done"));
    CHECK(state_of(worker.greeting()) == "T");
    worker.ask(kTime);
    CHECK(state_of(worker.greeting()) == "T");
}

TEST_CASE("libraries are told the number of threads, and where what they need lies") {
    Command command = shell("echo ready $OMP_NUM_THREADS $MKL_NUM_THREADS $OPENBLAS_NUM_THREADS $LD_LIBRARY_PATH", 3);
    command.library_folder = "/nowhere/lib";
    CHECK(Worker("fake", command).greeting().starts_with("3 3 3 /nowhere/lib"));
}

TEST_CASE("a worker that cannot start says why") {
    CHECK_THROWS_WITH_AS(Worker("fake", shell("echo failed no such library")), "no such library", core::Error);
    CHECK_THROWS_WITH_AS(Worker("fake", shell("exit 3")), "ended with status 3", core::Error);
    CHECK_THROWS_WITH_AS(Worker("fake", Command{.words = {"/nowhere/program"}}),
                         "/nowhere/program: No such file or directory", core::Error);
}

TEST_CASE("a worker that dies, refuses or talks nonsense is a sentence") {
    const std::string asked = "fake with 1 thread, asked to time gemm nn 2 3 4 0.01: ";
    Worker killed("fake", shell("echo ready x; read -r line; kill -9 $$"));
    CHECK_THROWS_WITH_AS(killed.ask(kTime), (asked + "'ended by signal 9 (Killed)'").c_str(), core::Error);
    CHECK_THROWS_AS(killed.ask(kTime), core::Error);  // it stays dead
    Worker refusing("fake", shell("echo ready x; read -r line; echo failed no memory; read -r line; echo seconds 1"));
    CHECK_THROWS_WITH_AS(refusing.ask(kTime), (asked + "'no memory'").c_str(), core::Error);
    CHECK(refusing.ask(kTime) == 1);
    Worker babbling("fake", shell("echo ready x; read -r line; echo hello"));
    CHECK_THROWS_AS(babbling.ask(kTime), core::Error);
}

}  // namespace vitro::bench::peers
