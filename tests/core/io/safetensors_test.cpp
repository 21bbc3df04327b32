// tests/core/io/safetensors_test.cpp: whole files: what Python wrote, what we write, what is broken.
#include "core/io/safetensors.hpp"

#include <cstring>
#include <doctest/doctest.h>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <vector>

#include "core/error.hpp"
#include "core/io/whole_file.hpp"
#include "tests/core/io/scratch.hpp"
#include "tests/error_of.hpp"
#include "tests/skip.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro::core;
using namespace vitro::test;

namespace {

const std::string kPython = VITRO_FIXTURES "/python.safetensors";
const std::string kUnaligned = VITRO_FIXTURES "/unaligned.safetensors";

std::string prefixed(const std::string& header, const std::string& data = "") {
    std::string length(8, '\0');
    for (std::size_t i = 0; i < 8; ++i) length[i] = static_cast<char>(header.size() >> (8 * i));
    return length + header + data;
}

std::string opening(const std::string& path) {
    return error_of([&] { SafetensorsFile file(path); });
}

std::vector<std::byte> bytes_of(const SafetensorsFile& file, const SafetensorsEntry& entry) {
    std::vector<std::byte> bytes(entry.bytes());
    file.read(entry, 0, bytes.data(), bytes.size());
    return bytes;
}

template <class T>
std::span<const std::byte> raw(const std::vector<T>& values) {
    return std::as_bytes(std::span(values));
}

}  // namespace

TEST_CASE("a file by the reference writer is read") {
    const SafetensorsFile file(kPython);
    CHECK(file.entries().size() == 21);
    CHECK(file.metadata() == std::map<std::string, std::string>{{"format", "pt"}});
    CHECK(file.at("scalar").shape.empty());
    CHECK(file.at("empty").shape == std::vector<std::int64_t>{0, 3});
    CHECK(file.at("empty").bytes() == 0);
    CHECK(file.at("five_axes").shape == std::vector<std::int64_t>{1, 2, 1, 2, 1});
    CHECK(file.at("f8_e4m3").dtype == Dtype::F8_E4M3);
    CHECK(file.at("Ma\xc3\x9f \"\t\"").dtype == Dtype::F32);
    CHECK(bytes_of(file, file.at("u8")) == std::vector{std::byte{255}, std::byte{0}, std::byte{1}});
    CHECK(file.find("none") == nullptr);
    CHECK_THROWS_WITH_AS(file.at("none"),
                         (kPython + ": tensor \"none\" is not in the file, which holds 21 others").c_str(), Error);
}

TEST_CASE("written again in its order, it is the same file byte for byte") {
    const SafetensorsFile file(kPython);
    std::vector<std::vector<std::byte>> data;
    for (const SafetensorsEntry& entry : file.entries()) data.push_back(bytes_of(file, entry));
    std::vector<SafetensorsSource> tensors;
    for (std::size_t i = 0; i < data.size(); ++i) {
        const SafetensorsEntry& entry = file.entries()[i];
        tensors.push_back({entry.name, entry.dtype, entry.shape, data[i]});
    }
    const TemporaryDirectory scratch;
    write_safetensors(scratch / "again", tensors, file.metadata());
    CHECK(read_whole_file(scratch / "again") == read_whole_file(kPython));
}

TEST_CASE("data at odd addresses and headers in any order are read") {
    const SafetensorsFile file(kUnaligned);
    CHECK(file.entries()[0].name == "first");
    CHECK(file.entries()[1].name == "second");
    double values[2];
    file.read(file.at("second"), 0, values, sizeof values);
    CHECK(values[0] == 1.25);
    CHECK(values[1] == -3.5);
}

TEST_CASE("parts of a tensor are read, and nothing beyond it") {
    const SafetensorsFile file(kUnaligned);
    const SafetensorsEntry& entry = file.at("second");
    double value = 0;
    file.read(entry, 8, &value, 8);
    CHECK(value == -3.5);
    file.read(entry, 16, &value, 0);
    CHECK_THROWS_WITH_AS(
        file.read(entry, 9, &value, 8),
        (kUnaligned + ": tensor \"second\": 8 bytes from its byte 9 on were asked for, it has 16").c_str(), Error);
    CHECK_THROWS_AS(file.read(entry, 17, &value, 0), Error);
    CHECK_THROWS_AS(file.read(entry, ~std::uint64_t{0}, &value, 2), Error);
}

TEST_CASE("an open file can be moved") {
    SafetensorsFile first(kUnaligned);
    const SafetensorsFile second = std::move(first);
    CHECK(second.at("first").dtype == Dtype::U8);
    CHECK(bytes_of(second, second.at("first")) == std::vector{std::byte{42}});
}

TEST_CASE("what is written is read again") {
    const TemporaryDirectory scratch;
    const std::vector<float> weights{1, 2, 3, 4, 5, 6};
    const std::vector<std::int64_t> ids{-1, 1};
    write_safetensors(scratch / "file",
                      {{"weights", Dtype::F32, {2, 3}, raw(weights)},
                       {"ids", Dtype::I64, {2}, raw(ids)},
                       {"none", Dtype::F64, {0}, {}}},
                      {{"step", "12"}});
    const SafetensorsFile file(scratch / "file");
    CHECK(file.metadata().at("step") == "12");
    CHECK(file.entries()[0].name == "weights");
    CHECK(std::memcmp(bytes_of(file, file.at("weights")).data(), weights.data(), 24) == 0);
    CHECK(std::memcmp(bytes_of(file, file.at("ids")).data(), ids.data(), 16) == 0);
    CHECK(file.at("none").bytes() == 0);
    write_safetensors(scratch / "empty", {});
    CHECK(read_whole_file(scratch / "empty") == prefixed("{}      "));
    CHECK(SafetensorsFile(scratch / "empty").entries().empty());
}

TEST_CASE("what the reader would refuse is not written, and the old file stays") {
    const TemporaryDirectory scratch;
    const std::string path = scratch / "file";
    scratch.write("file", "old");
    const std::vector<float> two{1, 2};
    const auto refusal = [&](const std::vector<SafetensorsSource>& tensors) {
        return error_of([&] { write_safetensors(path, tensors); });
    };
    CHECK(refusal({{"a", Dtype::F32, {2}, raw(two)}, {"a", Dtype::F32, {2}, raw(two)}}) ==
          path + ": the header holds \"a\" twice; names must differ");
    CHECK(refusal({{"a", Dtype::F32, {3}, raw(two)}}) ==
          path + ": tensor \"a\": F32 of shape (3) needs 12 bytes, but data_offsets [0, 8] span 8");
    CHECK(refusal({{"a", Dtype::F32, {-2}, raw(two)}}) ==
          path + ": tensor \"a\": shape must be an array of integers from 0 to 2^63 - 1, not -2");
    CHECK(refusal({{"__metadata__", Dtype::F32, {2}, raw(two)}}) != "");
    CHECK(refusal({{"\xff", Dtype::F32, {2}, raw(two)}}) ==
          path + ": names of tensors and metadata must be valid UTF-8");
    CHECK(read_whole_file(path) == "old");
    CHECK(files_in(scratch.path()) == 1);
}

TEST_CASE("a header that no reader would accept for its length is not written") {
    const TemporaryDirectory scratch;
    const std::string path = scratch / "file";
    const std::map<std::string, std::string> metadata{{"long", std::string(SafetensorsFile::kMaxHeaderBytes, 'x')}};
    CHECK(error_of([&] { write_safetensors(path, {}, metadata); }) ==
          path +
              ": the names of 0 tensors and the metadata need a header of 100000032 bytes; at most 100000000 are "
              "allowed");
    CHECK(files_in(scratch.path()) == 0);
}

TEST_CASE("a full disk leaves the last good checkpoint") {
    const TemporaryDirectory scratch;
    const std::string path = scratch / "model.safetensors";
    const std::string told = in_child([&] {
        if (!mount_tiny_disk(scratch.path())) return std::string(kNoTinyDisk);
        const std::vector<float> small(1000, 1.0F), big(100'000, 2.0F);
        write_safetensors(path, {{"w", Dtype::F32, {1000}, raw(small)}});
        const std::string message = error_of([&] {
            write_safetensors(path, {{"w", Dtype::F32, {100'000}, raw(big)}});
        });
        const SafetensorsFile file(path);
        float last = 0;
        file.read(file.at("w"), 3996, &last, 4);
        return message + " | " + std::to_string(last) + " | " + std::to_string(files_in(scratch.path()));
    });
    if (told == kNoTinyDisk) return skip(told);
    CHECK(told ==
          path +
              ": cannot be written: No space left on device (the file that stood there is unchanged) | 1.000000 | 1");
}

TEST_CASE("files that are too short or announce too long a header are refused") {
    const TemporaryDirectory scratch;
    const std::string path = scratch / "file";
    const std::string begins = path + ": not a safetensors file: ";
    scratch.write("file", "");
    CHECK(opening(path) == begins + "it has 0 bytes, at least 8 are needed");
    scratch.write("file", "1234567");
    CHECK(opening(path) == begins + "it has 7 bytes, at least 8 are needed");
    scratch.write("file", std::string(8, '\0'));
    CHECK(opening(path) == path + ": the header must begin with '{'");
    scratch.write("file", prefixed("{} ").substr(0, 10));
    CHECK(opening(path) == begins + "its first 8 bytes announce a header of 3 bytes, but at most 2 are possible here");
    scratch.write("file", std::string(8, '\xff') + "{}");
    CHECK(opening(path) ==
          begins +
              "its first 8 bytes announce a header of 18446744073709551615 bytes, but at most 2 are possible here");
    const std::uint64_t too_long = SafetensorsFile::kMaxHeaderBytes + 1;
    scratch.write("file", std::string(reinterpret_cast<const char*>(&too_long), 8));
    std::filesystem::resize_file(path, 300'000'000);  // sparse: the header could be there
    CHECK(opening(path) ==
          begins + "its first 8 bytes announce a header of 100000001 bytes, but at most 100000000 are possible here");
}

TEST_CASE("the bytes behind the header are counted") {
    const TemporaryDirectory scratch;
    const std::string path = scratch / "file", header = R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})";
    scratch.write("file", prefixed(header, "1234"));
    CHECK(opening(path) == "no error");
    scratch.write("file", prefixed(header, "123"));
    CHECK(opening(path) == path + ": tensor \"a\": data_offsets [0, 4] reach behind the 3 bytes of data");
    scratch.write("file", prefixed(header, "12345"));
    CHECK(opening(path) ==
          path + ": the tensors end at byte 4 of the data, but 5 bytes are there; none may be left over");
}

TEST_CASE("a file that is cut while it is open is an error") {
    const TemporaryDirectory scratch;
    const std::string path = scratch / "file";
    scratch.write("file", prefixed(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})", "1234"));
    const SafetensorsFile file(path);
    const auto cut = std::filesystem::file_size(path) - 1;
    std::filesystem::resize_file(path, cut);
    CHECK(error_of([&] { bytes_of(file, file.at("a")); }) ==
          path + ": ends at byte " + std::to_string(cut) + ": it was cut while it was open");
}

TEST_CASE("what cannot be opened or is no file is refused with the system's words") {
    const TemporaryDirectory scratch;
    CHECK(opening(scratch / "none") == (scratch / "none") + ": cannot be opened: No such file or directory");
    CHECK(opening(scratch.path()) == scratch.path().string() + ": is not a regular file");
    REQUIRE(::mkfifo((scratch / "pipe").c_str(), 0600) == 0);
    CHECK(opening(scratch / "pipe") == (scratch / "pipe") + ": is not a regular file");
}
