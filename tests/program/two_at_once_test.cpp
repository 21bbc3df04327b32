// tests/program/two_at_once_test.cpp: several programs in one folder do not disturb each other.
#include <doctest/doctest.h>
#include <set>

#include "tests/program/desk.hpp"

using program_test::Desk;
using program_test::kTrain;
using program_test::Ran;

TEST_CASE("two at once: a run that is being trained is not trained by a second program, which may read it") {
    const Desk desk;
    const std::string first = "\"$vitro\" " + kTrain + " --epochs 400 --log-every 1 --out run >first.txt & ";
    const std::string second = "\"$vitro\" train translate --resume run --epochs 500; status=$?; ";
    const Ran ran =
        desk.shell(first + "for i in $(seq 600); do [ -s run/model.safetensors ] && break; sleep 0.05; done; " +
                   second + "\"$vitro\" translate run eins >reader.txt; echo $? >reader_status.txt; " +
                   "kill -TERM $!; wait $!; exit $status");
    CAPTURE(ran.out);
    CHECK(ran.status == 1);
    CHECK(ran.err == "vitro: run: another vitro is training here\n");
    CHECK(desk.read("reader_status.txt") == "0\n");
    CHECK(desk.json("run/run.json")["training"]["epochs"] == 400);
}

TEST_CASE("two at once: runs that nobody named have a directory each") {
    const Desk desk;
    const std::string one = "\"$vitro\" " + kTrain + " --max-steps 2 --threads 1 --json $i.json & ";
    CHECK(desk.shell("for i in 1 2 3 4; do " + one + "done; wait").err.empty());
    std::set<std::string> runs;
    for (const char* file : {"1.json", "2.json", "3.json", "4.json"}) runs.insert(desk.json(file)["run"]);
    CHECK(runs == std::set<std::string>{"runs/tiny", "runs/tiny-2", "runs/tiny-3", "runs/tiny-4"});
}
