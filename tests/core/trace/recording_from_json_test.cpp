// tests/core/trace/recording_from_json_test.cpp: JSON that is no recording is refused before anything in it is an
// index.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/trace/recording_json.hpp"
#include "tests/core/trace/small_recording.hpp"
#include "tests/error_of.hpp"

using namespace vitro;
using Json = nlohmann::ordered_json;

namespace {

/// What is said of the recording's JSON with one value changed.
std::string complaint(const char* pointer, const Json& value) {
    Json json = core::trace::to_json(test::small_recording());
    json[Json::json_pointer(pointer)] = value;
    return test::error_of([&] { core::trace::recording_of(json); });
}

}  // namespace

TEST_CASE("recording: an index of what is not there is refused") {
    CHECK(complaint("/graphs/0/ops/0/output", 99) == "'output' is 99, of 5");
    CHECK(complaint("/graphs/0/ops/0/inputs/0", -1) == "'input' is -1, of 5");
    CHECK(complaint("/graphs/0/events/0/index", 4) == "'index' is 4, of 4");
    CHECK(complaint("/graphs/0/ops/0/expansion", 2) == "'expansion' is 2, of 2");
    CHECK(complaint("/graphs/0/ops/0/expansion", 0) == "softmax is its own expansion");
    CHECK(complaint("/updates/0/value", 5) == "'value' is 5, of 5");
    CHECK(complaint("/graphs/0/contributions/0/value", 0).find("to another's input") != std::string::npos);
}

TEST_CASE("recording: words that there are not are refused") {
    CHECK(complaint("/graphs/0/ops/0/op", "fft") == "there is no op 'fft'");
    CHECK(complaint("/graphs/0/values/0/role", "guest") == "there is no role 'guest'");
    CHECK(complaint("/graphs/0/events/0/kind", "Z") == "there is no kind of event 'Z'");
}

TEST_CASE("recording: a view that leads nowhere, and axes that are too few, are refused") {
    CHECK(complaint("/graphs/0/values/2/view_of", 2).find("is a view of itself") != std::string::npos);
    CHECK(complaint("/graphs/0/values/4/view_of", 0).find("is a view of another size") != std::string::npos);
    CHECK(complaint("/graphs/0/values/0/axes", Json::array()) == "x: axes");
    CHECK(complaint("/graphs", Json::array()) == "there is no graph");
}

TEST_CASE("recording: a field of another type, or missing, is refused") {
    Json json = core::trace::to_json(test::small_recording());
    json.erase("optimization");
    CHECK_THROWS_AS(core::trace::recording_of(json), nlohmann::json::exception);
    json = core::trace::to_json(test::small_recording());
    json["loss"] = "low";
    CHECK_THROWS_AS(core::trace::recording_of(json), nlohmann::json::exception);
}
