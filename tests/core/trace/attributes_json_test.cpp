// tests/core/trace/attributes_json_test.cpp: attributes survive their JSON.
#include "core/trace/attributes_json.hpp"

#include <doctest/doctest.h>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/check/cases.hpp"

using namespace vitro::core;

namespace {

std::vector<Attribute> there_and_back(Attributes attributes) {
    const std::string text = trace::to_json(attributes).dump();
    return trace::attributes_of(nlohmann::ordered_json::parse(text));
}

}  // namespace

TEST_CASE("attributes: every op computes the same with those that were read") {
    for (const check::Case& sample : check::all_cases()) {
        CAPTURE(sample.op);
        CAPTURE(sample.inputs_str());
        const std::vector<TwinValue> inputs = check::draw_inputs(sample);
        Application application = check::application_of(sample, inputs);
        const TwinValue before = engine_f64().evaluate(application, Lens::fused);
        const std::vector<Attribute> read = there_and_back(sample.attributes);
        CHECK(to_string(read) == to_string(Attributes(sample.attributes)));
        application.attributes = read;
        CHECK(engine_f64().evaluate(application, Lens::fused).numbers == before.numbers);
    }
}

TEST_CASE("attributes: numbers that JSON has no word for") {
    const std::vector<Attribute> own{{"low", -std::numeric_limits<double>::infinity()}};
    CHECK(get_attribute<double>(there_and_back(own), "low") == -std::numeric_limits<double>::infinity());
}

TEST_CASE("attributes: what is none is refused") {
    for (const char* text :
         {R"({"x": "word"})", R"({"x": {"colour": 1}})", R"({"x": {"activation": "swish"}})",
          R"({"x": {"indices": [2], "values": [1, 2, 3]}})", R"({"x": {"shape": [1, 2, 3, 4, 5]}})"}) {
        CAPTURE(text);
        CHECK_THROWS(trace::attributes_of(nlohmann::ordered_json::parse(text)));
    }
}
