// tests/core/io/values_test.cpp: stored numbers arrive as the numbers they stand for.
#include "core/io/values.hpp"

#include <cmath>
#include <doctest/doctest.h>
#include <limits>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "tests/error_of.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro::core;
using namespace vitro::test;

namespace {

const SafetensorsFile& python() {
    static const SafetensorsFile file(VITRO_FIXTURES "/python.safetensors");
    return file;
}

template <class Value>
std::vector<Value> values(const char* name) {
    const SafetensorsEntry& entry = python().at(name);
    std::vector<Value> out(static_cast<std::size_t>(entry.count()));
    read_values(python(), entry, out.data(), entry.count());
    return out;
}

template <class Value>
std::string refusal(const char* name, std::int64_t count) {
    std::vector<Value> out(64);
    return error_of([&] { read_values(python(), python().at(name), out.data(), count); });
}

std::string in_python(const std::string& rest) {
    return VITRO_FIXTURES "/python.safetensors: tensor " + rest;
}

}  // namespace

TEST_CASE_TEMPLATE("F64 and F32", Value, float, double) {
    CHECK(values<Value>("f64")[0] == static_cast<Value>(1.0 / 3));
    CHECK(values<Value>("f64")[1] ==
          (sizeof(Value) == 8 ? static_cast<Value>(-2.5e300) : -std::numeric_limits<Value>::infinity()));
    for (int i = 0; i < 6; ++i)
        CHECK(values<Value>("f32")[static_cast<std::size_t>(i)] == Value{static_cast<float>(i) / 7.0F});
    CHECK(values<Value>("scalar") == std::vector<Value>{2.5});
    CHECK(values<Value>("five_axes") == std::vector<Value>{0, 1, 2, 3});
    CHECK(values<Value>("empty").empty());
}

TEST_CASE_TEMPLATE("F16, with subnormals, infinities and NaN", Value, float, double) {
    const std::vector<Value> half = values<Value>("f16");
    REQUIRE(half.size() == 9);
    CHECK((half[0] == 0 && !std::signbit(half[0])));
    CHECK((half[1] == 0 && std::signbit(half[1])));
    CHECK(half[2] == static_cast<Value>(0x1p-24));
    CHECK(half[3] == static_cast<Value>(-0x1p-14));
    CHECK(half[4] == static_cast<Value>(0x1.554p-2));  // 1/3 in 11 bits
    CHECK(half[5] == 65504);
    CHECK(half[6] == std::numeric_limits<Value>::infinity());
    CHECK(half[7] == -std::numeric_limits<Value>::infinity());
    CHECK(std::isnan(half[8]));
}

TEST_CASE_TEMPLATE("BF16, with subnormals, infinities and NaN", Value, float, double) {
    const std::vector<Value> half = values<Value>("bf16");
    REQUIRE(half.size() == 8);
    CHECK((half[0] == 0 && !std::signbit(half[0])));
    CHECK((half[1] == 0 && std::signbit(half[1])));
    CHECK(half[2] == static_cast<Value>(0x1p-133));
    CHECK(half[3] == static_cast<Value>(0x1.56p-2));  // 1/3 in 8 bits
    CHECK(half[4] == static_cast<Value>(0x1.fep127));
    CHECK(half[5] == std::numeric_limits<Value>::infinity());
    CHECK(half[6] == -std::numeric_limits<Value>::infinity());
    CHECK(std::isnan(half[7]));
}

TEST_CASE("I32 and I64, if they fit into 32 bits") {
    CHECK(values<std::int32_t>("i32") == std::vector<std::int32_t>{-1, 2, 3, -4});
    CHECK(values<std::int32_t>("i64") == std::vector<std::int32_t>{-2147483647 - 1, 2147483647, 7});
    CHECK(refusal<std::int32_t>("i64_wide", 3) ==
          in_python("\"i64_wide\": element 2 is 2147483648, which does not fit into 32 bits"));
}

TEST_CASE("another dtype or another count is refused") {
    CHECK(refusal<float>("i32", 4) == in_python("\"i32\": is I32, but F64, F32, F16 or BF16 are needed here"));
    CHECK(refusal<double>("f8_e4m3", 1) ==
          in_python("\"f8_e4m3\": is F8_E4M3, but F64, F32, F16 or BF16 are needed here"));
    CHECK(refusal<std::int32_t>("f32", 6) == in_python("\"f32\": is F32, but I32 or I64 are needed here"));
    CHECK(refusal<std::int32_t>("u8", 3) == in_python("\"u8\": is U8, but I32 or I64 are needed here"));
    CHECK(refusal<float>("f32", 5) == in_python("\"f32\": shape (2,3) holds 6 elements, but 5 were asked for"));
    CHECK(refusal<std::int32_t>("i32", 5) == in_python("\"i32\": shape (2,2) holds 4 elements, but 5 were asked for"));
}

TEST_CASE("tensors longer than a chunk are read whole") {
    const TemporaryDirectory scratch;
    std::vector<double> stored(10'001);
    for (std::size_t i = 0; i < stored.size(); ++i) stored[i] = static_cast<double>(i) * 0.5;
    write_safetensors(scratch / "file", {{"long", Dtype::F64, {73, 137}, std::as_bytes(std::span(stored))}});
    const SafetensorsFile file(scratch / "file");
    std::vector<double> read(stored.size());
    read_values(file, file.at("long"), read.data(), 10'001);
    CHECK(read == stored);
    std::vector<float> narrow(stored.size());
    read_values(file, file.at("long"), narrow.data(), 10'001);
    CHECK(std::equal(narrow.begin(), narrow.end(), stored.begin()));
}
