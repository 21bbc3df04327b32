// tests/program/toy_test.cpp: `vitro train reverse`, `solve`, `train classify`, `classify`, and `runs` over all.
#include <doctest/doctest.h>

#include "tests/program/desk.hpp"

using program_test::Desk;
using program_test::Ran;

namespace {

const std::string kSmall =
    "train reverse --length 3 --symbols 4 --d-model 32 --num-heads 2 --d-ff 64 --layers 1 --steps-per-epoch 100 "
    "--learning-rate 0.005 --test-examples 300 --epochs 4";

void write_lines(const Desk& desk) {
    std::string lines;
    for (int i = 0; i < 60; ++i) lines += i % 2 == 0 ? "yes\tthe sun is up\n" : "no\tthe rain is down\n";
    desk.write("labelled/train.tsv", lines);
    desk.write("labelled/val.tsv", "yes\tthe sun is up\nno\tthe rain is down\n");
}

}  // namespace

TEST_CASE("toy: trained, solved, counted") {
    const Desk desk;
    const Ran trained = desk.vitro(kSmall + " --out runs/reverse");
    CAPTURE(trained.err);
    REQUIRE(trained.status == 0);
    CHECK(trained.out.find("300 of 300 test examples are right") != std::string::npos);
    CHECK(desk.vitro("solve runs/reverse \"0 1 3\"").out == "0 1 3 -> 3 1 0\n");
    CHECK(desk.vitro("solve runs/reverse", "", "2 1 0\n").out == "2 1 0 -> 0 1 2\n");
    CHECK(desk.vitro("solve runs/reverse \"0 1 9\"").status == 1);
    CHECK(desk.vitro("evaluate runs/reverse").out.find("300 of 300") != std::string::npos);
    CHECK(desk.vitro("train sort --resume runs/reverse").status == 2);

    const Ran listed = desk.vitro("runs --json runs.json");
    CHECK(listed.status == 0);
    CHECK(listed.out.find("runs/reverse") != std::string::npos);
    CHECK(desk.json("runs.json")["runs"][0]["exact_match"] == 1.0);
    desk.write("runs/broken/run.json", "{");
    CHECK(desk.vitro("runs").err.find("broken") != std::string::npos);
    CHECK(desk.vitro("runs").status == 0);
    CHECK(desk.vitro("runs nowhere").status == 1);
}

TEST_CASE("classify: trained on lines of one's own, labels others") {
    const Desk desk;
    write_lines(desk);
    const Ran trained = desk.vitro(
        "train classify --data labelled --d-model 16 --num-heads 2 --d-ff 32 --layers 1 "
        "--batch-size 20 --epochs 20 --learning-rate 0.01 --warmup 5 --out run");
    CAPTURE(trained.err);
    REQUIRE(trained.status == 0);
    CHECK(desk.vitro("classify run \"the sun\"").out.starts_with("yes\t"));
    CHECK(desk.vitro("classify run", "", "the rain\nthe sun\n").out.starts_with("no\t"));
    CHECK(desk.vitro("evaluate run --split val").out.find("2 of 2 lines") != std::string::npos);
    const Ran missing = desk.vitro("evaluate run --split test");
    CHECK(missing.status == 1);
    CHECK(missing.err.find("test.tsv") != std::string::npos);
    desk.write("labelled/train.tsv", "no tab here\n");
    CHECK(desk.vitro("train classify --data labelled").err.find("train.tsv, line 1") != std::string::npos);
}
