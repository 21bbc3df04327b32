// tests/program/interruption_test.cpp: Ctrl-C in the middle of a training.
#include <doctest/doctest.h>

#include "tests/program/desk.hpp"

using program_test::Desk;
using program_test::kTrain;
using program_test::Ran;

namespace {

constexpr const char* kLong = " --epochs 400 --log-every 1 --out run";

}  // namespace

TEST_CASE("interruption: saved, and the command that goes on ends with the signature of a whole run") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --epochs 400 --log-every 1 --out whole --json whole.json").status == 0);
    for (const auto& ending : {std::pair("INT", 130), std::pair("TERM", 143), std::pair("HUP", 129)}) {
        const char* const signal = ending.first;  // clang 14's lambdas, as in CAPTURE, take no structured binding
        const int status = ending.second;
        CAPTURE(signal);
        std::filesystem::remove_all(desk.path("run"));
        // A shell without job control starts what is in the background with SIGINT ignored; a handler sees it anyway.
        const Ran ran = desk.interrupted(kTrain + kLong + " --json stopped.json", signal);
        CAPTURE(ran.out);
        CAPTURE(ran.err);
        CHECK(ran.status == status);
        const std::string announcement = "everything is saved. To go on:\n  ";
        const std::size_t at = ran.out.find(announcement);
        REQUIRE(at != std::string::npos);
        CHECK(desk.json("stopped.json")["finished"] == false);
        CHECK(desk.json("stopped.json")["steps"] < 2400);

        const std::string line = ran.out.substr(at + announcement.size());
        REQUIRE(desk.shell(line.substr(0, line.find('\n')) + " --json resumed.json").status == 0);
        CHECK(desk.json("resumed.json")["signature"] == desk.json("whole.json")["signature"]);
        CHECK(desk.read("run/model.safetensors") == desk.read("whole/model.safetensors"));
    }
}

TEST_CASE("interruption: a run under nohup outlives its terminal") {
    const Desk desk;
    const Ran ran = desk.shell("trap '' HUP; \"$vitro\" " + kTrain + " --epochs 40 --log-every 1 --out run & " +
                               "for i in $(seq 600); do [ -s run/log.jsonl ] && break; sleep 0.05; done; "
                               "kill -HUP $!; wait $!");
    CAPTURE(ran.err);
    CHECK(ran.status == 0);
}

TEST_CASE("interruption: a killed run goes on from what it saved last") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --epochs 400 --log-every 1 --out whole --json whole.json").status == 0);
    CHECK(desk.interrupted(kTrain + kLong, "KILL").status == 137);
    REQUIRE(desk.vitro("train translate --resume run --json resumed.json").status == 0);
    CHECK(desk.json("resumed.json")["signature"] == desk.json("whole.json")["signature"]);
}

TEST_CASE("interruption: before the first step, the first Ctrl-C ends it") {
    const Desk desk;  // a preset that never comes
    const Ran ran = desk.shell(
        "mkfifo preset.json; \"$vitro\" train translate --preset ./preset.json & sleep 0.5; kill -TERM $!; sleep 0.5; "
        "kill -KILL $! 2>/dev/null; wait $!");
    CHECK(ran.status == 143);
}

TEST_CASE("interruption: the second Ctrl-C ends a step that takes long") {
    const Desk desk;
    const std::string slow =
        "train translate --preset ./tiny.json --max-positions 64 --batch-size 6000 --d-model 128 "
        "--d-ff 2048 --encoder-layers 6 --decoder-layers 6 --out run";
    const Ran ran = desk.shell("\"$vitro\" " + slow +
                               " & for i in $(seq 600); do [ -s run/run.json ] && break; sleep 0.05; done; "
                               "sleep 0.2; kill -INT $!; sleep 0.1; kill -INT $!; wait $!");
    CHECK(ran.status == 130);
    CHECK(!desk.has("run/log.jsonl"));
}
