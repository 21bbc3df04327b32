// tests/program/smoke_test.cpp: every command once, small enough to run in every preset, with sanitizers too.
#include <doctest/doctest.h>

#include "tests/program/desk.hpp"

using program_test::Desk;
using program_test::kTrain;
using program_test::Ran;

namespace {

/// Ends well, with nothing on standard error: what a sanitizer finds, it prints there.
Ran well(const Desk& desk, const std::string& arguments) {
    Ran ran = desk.vitro(arguments);
    CAPTURE(arguments);
    CAPTURE(ran.err);
    CHECK(ran.status == 0);
    CHECK(ran.err.empty());
    return ran;
}

}  // namespace

TEST_CASE("smoke: a model of three steps translates and is evaluated") {
    const Desk desk;
    well(desk, kTrain + " --max-steps 3 --out run --json trained.json");
    CHECK(desk.json("trained.json")["steps"] == 3);
    well(desk, "translate run \"eins zwei drei\" vier --beam 3 --attention --json translated.json");
    CHECK(desk.json("translated.json")["translations"].size() == 2);
    well(desk, "evaluate run --split test --json evaluated.json");
    CHECK(desk.json("evaluated.json")["sentences"] == 30);
}

TEST_CASE("smoke: a graph, an op's check, and what is there") {
    const Desk desk;
    CHECK(well(desk, "graph").out.find("cross_entropy") != std::string::npos);
    CHECK(well(desk, "graph --dot").out.starts_with("digraph "));
    CHECK(well(desk, "check softmax").out.find("softmax") != std::string::npos);
    CHECK(well(desk, "info").out.find("reference") != std::string::npos);
    CHECK(well(desk, "train translate --help").out.find("Example: ") != std::string::npos);
}

TEST_CASE("smoke: misuse and bad input end with a sentence") {
    const Desk desk;
    const Ran misused = desk.vitro("demo --sed 3");
    CHECK(misused.status == 2);
    CHECK(misused.err.starts_with("vitro: demo: there is no option '--sed'"));
    const Ran refused = desk.vitro("translate nowhere eins");
    CHECK(refused.status == 1);
    CHECK(refused.err == "vitro: nowhere: there is no such run directory\n");
}

TEST_CASE("smoke: an interrupted training is saved and goes on") {
    const Desk desk;
    const Ran stopped = desk.interrupted(kTrain + " --epochs 1000 --log-every 1 --out run --json stopped.json", "INT");
    CAPTURE(stopped.err);
    CHECK(stopped.status == 130);
    CHECK(stopped.err.empty());
    CHECK(stopped.out.find("everything is saved") != std::string::npos);
    const int steps = desk.json("stopped.json")["steps"];
    well(desk, "train translate --resume run --max-steps " + std::to_string(steps + 1) + " --json resumed.json");
    CHECK(desk.json("resumed.json")["steps"] == steps + 1);
}
