// tests/program/ledger_test.cpp: `vitro ledger compare` of runs and of files.
#include <doctest/doctest.h>

#include "tests/program/desk.hpp"

using program_test::Desk;
using program_test::kTrain;
using program_test::Ran;

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("ledger: one and two threads, and a run that was stopped, agree bit for bit") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out one --threads 1").status == 0);
    REQUIRE(desk.vitro(kTrain + " --out two --threads 2 --log-every 1").status == 0);
    REQUIRE(desk.vitro(kTrain + " --out three --epochs 2").status == 0);
    for (const char* other : {"two", "three"}) {
        const Ran ran = desk.vitro(std::string("ledger compare one ") + other + " --json compared.json");
        CAPTURE(ran.err);
        CAPTURE(ran.out);
        CHECK(ran.status == 0);
        CHECK(contains(ran.out, "the same"));
        CHECK(contains(ran.out, "that both have, bit for bit"));
        CHECK(desk.json("compared.json")["identical"] == true);
        CHECK(desk.json("compared.json")["first_difference"].is_null());
    }
    CHECK(desk.json("compared.json")["common_steps"] == 12);
    REQUIRE(desk.vitro("train translate --resume three --epochs 3").status == 0);
    CHECK(desk.read("three/ledger.txt") == desk.read("one/ledger.txt"));
    CHECK(desk.vitro("ledger compare one/ledger.txt three").status == 0);
}

TEST_CASE("ledger: another seed is told of, and differs from the first step on") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out one").status == 0);
    REQUIRE(desk.vitro(kTrain + " --out two --seed 2").status == 0);
    const Ran ran = desk.vitro("ledger compare one two --json compared.json");
    CAPTURE(ran.out);
    CHECK(ran.status == 1);
    CHECK(ran.err.empty());
    CHECK(contains(ran.out, "differ: training.seed: 1 and 2\n"));
    CHECK(contains(ran.out, "the first 0 steps bit for bit; in all, 0 of the 18 that both have\n"));
    CHECK(contains(ran.out, "step 1: loss "));
    const nlohmann::json compared = desk.json("compared.json");
    CHECK(compared["identical"] == false);
    CHECK(compared["differing_settings"] == nlohmann::json{"training.seed: 1 and 2"});
    CHECK(compared["first_difference"]["step"] == 1);
    CHECK(compared["first_difference"]["loss"][0] != compared["first_difference"]["loss"][1]);
    CHECK(compared["largest_relative_difference"].get<double>() > 0);
    CHECK(compared["largest_at_step"].get<int>() >= 1);
    const Ran files = desk.vitro("ledger compare one/ledger.txt two/ledger.txt");
    CHECK(files.status == 1);
    CHECK(contains(files.out, "differ: their checksums are "));
}

TEST_CASE("ledger: a file that is damaged, missing, or has nothing in common") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out run --epochs 1").status == 0);
    std::string text = desk.read("run/ledger.txt");
    const std::size_t third = text.find('\n', text.find('\n') + 1) + 1;
    const auto refusal = [&](const std::string& ledger) {
        desk.write("ledger.txt", ledger);
        const Ran ran = desk.vitro("ledger compare run ./ledger.txt");
        CHECK(ran.status == 1);
        CHECK(ran.out.empty());
        return ran.err;
    };
    std::string damaged = text;
    damaged[third + 4] = damaged[third + 4] == 'f' ? '0' : 'f';
    CHECK(refusal(damaged).starts_with("vitro: ./ledger.txt, line 3: damaged: "));
    CHECK(refusal(text.substr(0, text.find('\n') + 1)) ==
          "vitro: no step is in both run/ledger.txt and ./ledger.txt: there is nothing to compare\n");
    std::filesystem::remove(desk.path("run/ledger.txt"));
    CHECK(refusal(text) == "vitro: run: half-written: it has no ledger.txt\n");
    CHECK(desk.vitro("ledger compare nowhere run").err ==
          "vitro: nowhere: cannot be opened: No such file or directory\n");
    CHECK(desk.vitro("ledger").status == 2);
}

TEST_CASE("ledger: a run whose ledger was damaged goes on when it is out of the way") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --out run --epochs 1").status == 0);
    const std::string text = desk.read("run/ledger.txt");
    desk.write("run/ledger.txt", "x" + text);
    const Ran refused = desk.vitro("train translate --resume run --epochs 2");
    CHECK(refused.status == 1);
    CHECK(refused.err ==
          "vitro: run/ledger.txt, line 1: damaged: not the first line of a ledger; to go on with a new ledger, move "
          "this one away\n");
    std::filesystem::remove(desk.path("run/ledger.txt"));
    CHECK(desk.vitro("train translate --resume run --epochs 2").status == 0);
    CHECK(contains(desk.read("run/ledger.txt"), "\n7 "));
    CHECK(!contains(desk.read("run/ledger.txt"), "\n6 "));
}
