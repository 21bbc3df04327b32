// tests/program/streams_test.cpp: standard streams that are closed, full, or not what they should be.
#include <doctest/doctest.h>

#include "tests/program/desk.hpp"

using program_test::Desk;
using program_test::kTrain;

TEST_CASE("streams: a standard error that cannot be written to changes no exit code") {
    const Desk desk;
    CHECK(desk.vitro("foo 2>&-").status == 2);
    CHECK(desk.vitro("foo 2>/dev/full").status == 2);
    CHECK(desk.vitro("translate nowhere a 2>&-").status == 1);
}

TEST_CASE("streams: what cannot be read is not taken for an empty text") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --max-steps 2 --out run").status == 0);
    const auto ran = desk.vitro("translate run </");
    CHECK(ran.status == 1);
    CHECK(ran.err == "vitro: standard input: cannot be read: Is a directory\n");
    CHECK(desk.vitro("translate run hallo 2>&-").status == 0);
}

TEST_CASE("streams: a control character from outside does not reach the terminal") {
    const Desk desk;
    CHECK(desk.vitro("translate \"$(printf 'no\\033where')\" a").err ==
          "vitro: no\\x1bwhere: there is no such run directory\n");
}

TEST_CASE("resume: without the file to go on from, or the model, nothing is begun again") {
    const Desk desk;
    REQUIRE(desk.vitro(kTrain + " --epochs 2 --out run").status == 0);
    REQUIRE(desk.vitro(kTrain + " --epochs 2 --out other").status == 0);
    for (const char* state : {"last.safetensors", "previous.safetensors"})
        std::filesystem::remove(desk.path("run") / state);
    CHECK(desk.vitro("train translate --resume run --epochs 3").err ==
          "vitro: run: half-written: it has no last.safetensors\n");
    CHECK(std::filesystem::exists(desk.path("run") / "model.safetensors"));
    std::filesystem::remove(desk.path("other") / "model.safetensors");
    CHECK(desk.vitro("train translate --resume other --epochs 3").err ==
          "vitro: other: half-written: it has no model.safetensors, which is written when an epoch ends\n");
}
