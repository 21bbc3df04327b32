// tests/program/language_test.cpp: `vitro train language`, `generate`, and what they refuse.
#include <doctest/doctest.h>

#include "tests/program/desk.hpp"

using program_test::Desk;
using program_test::Ran;

namespace {

const std::string kTrainWriter =
    "train language --text text.txt --preset tiny --d-model 32 --num-heads 2 --d-ff 64 --layers 1 --max-positions 16 "
    "--batch-size 8 --steps-per-epoch 40 --learning-rate 0.01 --warmup 5 --sample-tokens 20 --schedule constant --out "
    "run";

void write_alphabet(const Desk& desk) {
    std::string text;
    for (int line = 0; line < 60; ++line) text += "abcdefghijklmnopqrstuvwxyz\n";
    desk.write("text.txt", text);
}

}  // namespace

TEST_CASE("language: trains, shows samples, estimates, generates the same text for the same seed") {
    const Desk desk;
    write_alphabet(desk);
    const Ran trained = desk.vitro(kTrainWriter + " --epochs 3 --json trained.json");
    CAPTURE(trained.err);
    REQUIRE(trained.status == 0);
    CHECK(trained.out.find("estimate") != std::string::npos);
    CHECK(trained.out.find("    \n    abc") != std::string::npos);  // a sample goes on from a newline
    CHECK(desk.json("trained.json")["estimated_seconds"] > 0);
    CHECK(desk.json("trained.json")["vocabulary"] == 27);

    const Ran first = desk.vitro("generate run --prompt abc --tokens 12 --seed 3 --json text.json");
    CAPTURE(first.err);
    CHECK(first.status == 0);
    CHECK(first.out == desk.vitro("generate run --prompt abc --tokens 12 --seed 3").out);
    CHECK(desk.json("text.json")["tokens"] == 12);
    CHECK(desk.vitro("generate run --prompt abc --tokens 9 --temperature 0").out == "abcdefghijkl\n");
    const Ran evaluated = desk.vitro("evaluate run --json evaluated.json");
    CHECK(evaluated.status == 0);
    CHECK(desk.json("evaluated.json")["cross_entropy"].get<double>() ==
          doctest::Approx(desk.json("trained.json")["best_validation_loss"].get<double>()));
}

TEST_CASE("language: stopped and resumed, the signature of a whole training") {
    const Desk desk;
    write_alphabet(desk);
    REQUIRE(desk.vitro(kTrainWriter + " --epochs 2 --json whole.json").status == 0);
    std::filesystem::remove_all(desk.path("run"));
    REQUIRE(desk.vitro(kTrainWriter + " --epochs 2 --max-steps 30").status == 0);
    REQUIRE(desk.vitro("train language --resume run --max-steps 0 --json resumed.json").status == 0);
    CHECK(desk.json("resumed.json")["signature"] == desk.json("whole.json")["signature"]);
}

TEST_CASE("language: what will not do") {
    const Desk desk;
    write_alphabet(desk);
    desk.write("empty.txt", "");
    desk.write("binary.txt", std::string("ab\0cd", 5));
    desk.write("short.txt", "abc\n");
    const auto refusal = [&](const std::string& arguments, int status) {
        const Ran ran = desk.vitro(arguments);
        CAPTURE(arguments);
        CHECK(ran.status == status);
        CHECK(std::count(ran.err.begin(), ran.err.end(), '\n') == 1);
        return ran.err;
    };
    CHECK(refusal("train language --text empty.txt", 1).find("empty") != std::string::npos);
    CHECK(refusal("train language --text binary.txt", 1).find("binary.txt") != std::string::npos);
    CHECK(refusal("train language --text short.txt", 1).find("65") != std::string::npos);
    CHECK(refusal("train language --text missing.txt", 1).find("missing.txt") != std::string::npos);
    CHECK(refusal("train language --text text.txt --tokens letters", 2).find("words, characters, subwords") !=
          std::string::npos);
    REQUIRE(desk.vitro(kTrainWriter + " --epochs 1").status == 0);
    CHECK(refusal("generate run --prompt ABC", 1).find("'A'") != std::string::npos);
    CHECK(refusal("generate run --prompt abc --top-p 2", 1).find("top-p") != std::string::npos);
    CHECK(refusal("generate nowhere", 1).find("nowhere") != std::string::npos);
    CHECK(refusal("train translate --resume run", 2).find("a run of train language, not of train translate") !=
          std::string::npos);
    CHECK(refusal("translate run abc", 1).find("not the run of a translator") != std::string::npos);
    CHECK(refusal("evaluate run --split test", 1).find("no split but val") != std::string::npos);
    CHECK(refusal("evaluate run --beam 3", 2).find("are for translators") != std::string::npos);
    desk.write("text.txt", std::string(2000, 'a').append("\n"));
    CHECK(refusal("train language --resume run --epochs 2", 1).find("not the one that this run began with") !=
          std::string::npos);
}
