// tests/step/exports/json_test.cpp: JSON that others can read.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "examples/step/exports/exports.hpp"
#include "tests/step/recorded.hpp"

using namespace vitro;
using Json = nlohmann::json;

TEST_CASE("json: the recording without its numbers, and its events by name") {
    const Json json = Json::parse(step::json_text(test::recorded_lesson()));
    CHECK(json.at("schema") == "vitro-recording/1");
    REQUIRE(json.at("timeline").size() == 285);
    const Json& event = json.at("timeline").at(77);
    CHECK(event.at("kind") == "F");
    CHECK(event.at("name") == "decoder.layers.0.self_attn.attention");
    CHECK(event.at("twin") == 155);
    CHECK(event.at("norm").get<double>() > 0);
}

TEST_CASE("json: a bar for each forward and each backward, one after the other") {
    const Json json = Json::parse(step::chrome_trace(test::recorded_lesson()));
    double end = 0;
    int bars = 0;
    for (const Json& bar : json.at("traceEvents")) {
        if (bar.at("ph") != "X") continue;
        CHECK(bar.at("ts").get<double>() >= end - 1e-9);
        end = bar.at("ts").get<double>() + bar.at("dur").get<double>();
        ++bars;
    }
    CHECK(bars == 41 + 39);
    CHECK(end > 0);
}
