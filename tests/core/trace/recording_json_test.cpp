// tests/core/trace/recording_json_test.cpp: everything of a recording but its numbers survives its JSON.
#include "core/trace/recording_json.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/core/trace/small_recording.hpp"

using namespace vitro;
namespace trace = core::trace;

TEST_CASE("recording: to JSON and back") {
    const nlohmann::ordered_json json = trace::to_json(test::small_recording());
    const trace::Recording read = trace::recording_of(nlohmann::ordered_json::parse(json.dump()));
    CHECK(trace::to_json(read) == json);
    CHECK(read.labels[0].ids.size() == 2);
    CHECK(read.updates[0].states[0].name == "velocity");
    CHECK(read.step().ops[0].expansion == 1);
}

TEST_CASE("recording: the JSON's words are those of the format") {
    const nlohmann::ordered_json json = trace::to_json(test::small_recording());
    const auto& step = json["graphs"][0];
    CHECK(step["values"][0]["role"] == "parameter");
    CHECK(step["values"][0]["axes"] == nlohmann::ordered_json{"words", ""});
    CHECK(step["ops"][0]["op"] == "softmax");
    CHECK(step["events"][0] == nlohmann::ordered_json{{"kind", "F"}, {"index", 0}});
}

TEST_CASE("recording: notes are kept, and a recording has none unless it is given some") {
    trace::Recording recording = test::small_recording();
    CHECK_FALSE(trace::to_json(recording).contains("notes"));
    recording.notes = {{"Seen", "The loss is nan."}, {"Question", "Since when?"}};
    const trace::Recording read = trace::recording_of(nlohmann::ordered_json::parse(trace::to_json(recording).dump()));
    REQUIRE(read.notes.size() == 2);
    CHECK(read.notes[1].head == "Question");
    CHECK(read.notes[1].text == "Since when?");
}
