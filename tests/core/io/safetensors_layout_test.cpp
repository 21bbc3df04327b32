// tests/core/io/safetensors_layout_test.cpp: every byte of the data belongs to one tensor, which needs just as many.
#include "core/io/safetensors_layout.hpp"

#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "core/error.hpp"

using namespace vitro::core;

namespace {

using Entries = std::vector<SafetensorsEntry>;
constexpr std::int64_t kHuge = std::int64_t{1} << 32;

std::string layout_refusal(Entries entries, std::uint64_t data_bytes) {
    try {
        check_layout(entries, data_bytes, "file");
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("entries are sorted by their data, empty ones in front") {
    Entries entries{{"c", Dtype::U8, {2}, 4, 6},
                    {"b", Dtype::F32, {1}, 0, 4},
                    {"e", Dtype::F32, {0}, 4, 4},
                    {"a", Dtype::F32, {5, 0}, 0, 0}};
    check_layout(entries, 6, "file");
    std::string names;
    for (const SafetensorsEntry& entry : entries) names += entry.name;
    CHECK(names == "abec");
}

TEST_CASE("offsets outside the data are refused") {
    CHECK(layout_refusal({{"a", Dtype::U8, {4}, 8, 4}}, 8) ==
          "file: tensor \"a\": data_offsets [8, 4] end before they begin");
    CHECK(layout_refusal({{"a", Dtype::U8, {9}, 0, 9}}, 8) ==
          "file: tensor \"a\": data_offsets [0, 9] reach behind the 8 bytes of data");
    CHECK(layout_refusal({{"a", Dtype::F32, {0}, 9, 9}}, 8) ==
          "file: tensor \"a\": data_offsets [9, 9] reach behind the 8 bytes of data");
}

TEST_CASE("offsets that do not match dtype and shape are refused") {
    CHECK(layout_refusal({{"a", Dtype::F32, {2, 3}, 0, 20}}, 20) ==
          "file: tensor \"a\": F32 of shape (2,3) needs 24 bytes, but data_offsets [0, 20] span 20");
    CHECK(layout_refusal({{"a", Dtype::F32, {}, 0, 8}}, 8) ==
          "file: tensor \"a\": F32 of shape () needs 4 bytes, but data_offsets [0, 8] span 8");
    CHECK(layout_refusal({{"a", Dtype::F4, {3}, 0, 2}}, 2) ==
          "file: tensor \"a\": F4 of shape (3) does not fill whole bytes");
}

TEST_CASE("products that overflow are refused, wherever a zero stands") {
    const std::string message = "file: tensor \"a\": F32 of shape (4294967296,4294967296) has too many elements";
    CHECK(layout_refusal({{"a", Dtype::F32, {kHuge, kHuge}, 0, 0}}, 0) == message);
    CHECK(layout_refusal({{"a", Dtype::F32, {kHuge, kHuge, 0}, 0, 0}}, 0).find("too many") != std::string::npos);
    CHECK(layout_refusal({{"a", Dtype::F32, {0, kHuge, kHuge}, 0, 0}}, 0).find("too many") != std::string::npos);
    // 2^60 elements fit into 64 bits, their 2^65 bits do not.
    CHECK(layout_refusal({{"a", Dtype::F32, {kHuge, kHuge / 16}, 0, 0}}, 0).find("too many") != std::string::npos);
}

TEST_CASE("overlaps, holes and bytes left over are refused") {
    CHECK(layout_refusal({{"a", Dtype::U8, {8}, 0, 8}, {"b", Dtype::U8, {8}, 4, 12}}, 12) ==
          "file: tensor \"b\": data_offsets [4, 12] overlap the tensor before it, which ends at 8");
    CHECK(layout_refusal({{"a", Dtype::U8, {8}, 0, 8}, {"b", Dtype::U8, {8}, 0, 8}}, 8) ==
          "file: tensor \"b\": data_offsets [0, 8] overlap the tensor before it, which ends at 8");
    CHECK(layout_refusal({{"a", Dtype::U8, {8}, 0, 8}, {"e", Dtype::U8, {0}, 4, 4}}, 8) ==
          "file: tensor \"e\": data_offsets [4, 4] overlap the tensor before it, which ends at 8");
    CHECK(layout_refusal({{"a", Dtype::U8, {4}, 0, 4}, {"b", Dtype::U8, {4}, 6, 10}}, 10) ==
          "file: tensor \"b\": data_offsets [6, 10] leave bytes 4 to 6 to no tensor");
    CHECK(layout_refusal({{"a", Dtype::U8, {4}, 2, 6}}, 6) ==
          "file: tensor \"a\": data_offsets [2, 6] leave bytes 0 to 2 to no tensor");
    CHECK(layout_refusal({{"a", Dtype::U8, {4}, 0, 4}}, 6) ==
          "file: the tensors end at byte 4 of the data, but 6 bytes are there; none may be left over");
    CHECK(layout_refusal({}, 1) ==
          "file: the tensors end at byte 0 of the data, but 1 bytes are there; none may be left over");
}
