// tests/program/previous_test.cpp: a last state that is damaged, and the way on.
#include <doctest/doctest.h>

#include "tests/program/desk.hpp"

using program_test::Desk;
using program_test::kTrain;
using program_test::Ran;

TEST_CASE("previous: a damaged last state is named, and --previous goes on to the same end") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out whole --json whole.json").status == 0);
    for (const char* damage : {"cut off", "turned over"}) {
        CAPTURE(damage);
        std::filesystem::remove_all(desk.path("run"));
        REQUIRE(desk.vitro(kTrain + " --out run --epochs 2").status == 0);
        std::string last = desk.read("run/last.safetensors");
        if (damage == std::string("cut off"))
            last.resize(last.size() / 2);
        else
            last[last.size() - 100] = static_cast<char>(last[last.size() - 100] ^ 0x10);
        desk.write("run/last.safetensors", last);
        const Ran refused = desk.vitro("train translate --resume run --epochs 3");
        CAPTURE(refused.err);
        CHECK(refused.status == 1);
        CHECK(refused.err.starts_with("vitro: run/last.safetensors: "));
        CHECK(refused.err.find("; previous.safetensors, which is whole, stands at step 6: --previous goes on") !=
              std::string::npos);
        CHECK(desk.read("run/last.safetensors") == last);
        const Ran ran = desk.vitro("train translate --resume run --previous --epochs 3 --json run.json");
        CAPTURE(ran.err);
        REQUIRE(ran.status == 0);
        CHECK(ran.out.find("going on after step 6") != std::string::npos);
        CHECK(desk.json("run.json")["signature"] == desk.json("whole.json")["signature"]);
        for (const char* file : {"ledger.txt", "last.safetensors", "previous.safetensors", "model.safetensors"})
            CHECK(desk.read(std::string("run/") + file) == desk.read(std::string("whole/") + file));
    }
}

TEST_CASE("previous: a run that has no state before the last, and an option by itself") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out run --epochs 1").status == 0);
    std::filesystem::remove(desk.path("run/previous.safetensors"));
    const Ran none = desk.vitro("train translate --resume run --previous");
    CHECK(none.status == 1);
    CHECK(none.err == "vitro: run: half-written: it has no previous.safetensors\n");
    CHECK(desk.vitro(kTrain + " --previous").status == 2);
}
