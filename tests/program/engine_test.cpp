// tests/program/engine_test.cpp: check, graph and info.
#include <doctest/doctest.h>

#include "tests/program/desk.hpp"

using program_test::Desk;
using program_test::Ran;

TEST_CASE("check: every op, and figures as JSON") {
    const Desk desk;
    const Ran ran = desk.vitro("check --json figures.json");
    CAPTURE(ran.out);
    CHECK(ran.status == 0);
    const nlohmann::json figures = desk.json("figures.json");
    REQUIRE(figures["ops"].size() > 30);
    for (const nlohmann::json& op : figures["ops"]) {
        CAPTURE(op.dump());
        CHECK(op["worst_error"].get<double>() <= 1e-6);
        CHECK(op["bound"].get<double>() <= 1e-6);
        CHECK(ran.out.find("\n  " + op["op"].get<std::string>() + " ") != std::string::npos);
        CHECK(op["shapes"].is_string());
    }
    CHECK(ran.out.find("every gradient is right") != std::string::npos);
}

TEST_CASE("check: one op") {
    const Desk desk;
    const Ran ran = desk.vitro("check softmax --json figures.json");
    CHECK(ran.status == 0);
    CHECK(desk.json("figures.json")["ops"].size() == 1);
    CHECK(desk.json("figures.json")["ops"][0]["op"] == "softmax");
}

TEST_CASE("info: what is there, and what chooses") {
    const Desk desk;
    const Ran ran = desk.vitro("info --json figures.json --threads 3");
    CAPTURE(ran.out);
    CHECK(ran.status == 0);
    for (const char* part : {"CPU", "caches", "available: ", "reference", "3 (VITRO_THREADS or --threads chooses)",
                             "compiler", "fmt ", "json ", "CLI11 "})
        CHECK_MESSAGE(ran.out.find(part) != std::string::npos, part);
    const nlohmann::json figures = desk.json("figures.json");
    CHECK(figures["threads"] == 3);
    CHECK(figures["kernels_available"].back() == "reference");
    REQUIRE(desk.vitro("info --json reference.json", "VITRO_ISA=reference").status == 0);
    CHECK(desk.json("reference.json")["kernels"] == "reference");
}

TEST_CASE("graph: a table of one step, its memory, and the same as JSON") {
    const Desk desk;
    const Ran ran = desk.vitro("graph --json figures.json");
    CAPTURE(ran.out);
    CHECK(ran.status == 0);
    for (const char* part : {"One training step, op by op", "encoder.layers.0.self_attn", "decoder.layers.0.cross_attn",
                             "cross_entropy", "What is kept for the reverse pass", "kept for backward: ", "peak "})
        CHECK_MESSAGE(ran.out.find(part) != std::string::npos, part);
    const nlohmann::json figures = desk.json("figures.json");
    CHECK(figures["ops"].size() > 30);
    CHECK(figures["forward_peak_bytes"] > 0);
    REQUIRE(desk.vitro("graph --layers 2 --json two.json").status == 0);
    CHECK(desk.json("two.json")["ops"].size() > figures["ops"].size());
}

TEST_CASE("graph: DOT, the same on every run") {
    const Desk desk;
    const Ran ran = desk.vitro("graph --dot");
    CHECK(ran.status == 0);
    CHECK(ran.out.starts_with("digraph "));
    CHECK(ran.out.ends_with("}\n"));
    CHECK(desk.vitro("graph --dot").out == ran.out);
    CHECK(desk.vitro("graph --d-model 7").err.starts_with("vitro: [transformer] num_heads 2, which does not divide"));
}
