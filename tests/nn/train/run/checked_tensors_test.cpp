// tests/nn/train/run/checked_tensors_test.cpp: a bit that turned over among the numbers is seen.
#include "nn/train/run/checked_tensors.hpp"

#include <doctest/doctest.h>
#include <span>
#include <vector>

#include "core/io/whole_file.hpp"
#include "tests/error_of.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro;
using test::error_of;

namespace {

const std::vector<float> kNumbers{1, 2, 3, 4, 5, 6};

std::vector<core::SafetensorsSource> two_tensors() {
    const std::span<const std::byte> bytes = std::as_bytes(std::span(kNumbers));
    return {{"a", core::Dtype::F32, {2}, bytes.first(8)}, {"b", core::Dtype::F32, {2, 2}, bytes.subspan(8)}};
}

}  // namespace

TEST_CASE("checked tensors: the checksum is that of all data and other metadata, which stay") {
    const test::TemporaryDirectory directory;
    nn::write_checked_tensors(directory / "file", two_tensors(), {{"step", "7"}});
    const core::SafetensorsFile file(directory / "file");
    // zlib.crc32(b"step\0007\0" + struct.pack("<6f", 1, 2, 3, 4, 5, 6)), of Python
    CHECK(file.metadata() == std::map<std::string, std::string>{{"step", "7"}, {"vitro.crc32", "77a611ad"}});
    nn::require_checksum(file);
}

TEST_CASE("checked tensors: each bit of the data counts") {
    const test::TemporaryDirectory directory;
    nn::write_checked_tensors(directory / "file", two_tensors(), {});
    const std::string whole = core::read_whole_file(directory / "file");
    for (std::size_t bit = 0; bit < 8 * 24; ++bit) {
        std::string turned = whole;
        char& byte = turned[turned.size() - 24 + bit / 8];
        byte = static_cast<char>(byte ^ (1 << bit % 8));
        directory.write("turned", turned);
        const std::string message =
            error_of([&] { nn::require_checksum(core::SafetensorsFile(directory / "turned")); });
        CHECK(message.starts_with((directory / "turned") +
                                  ": damaged: its numbers are not those that were saved (checksum "));
        CHECK(message.ends_with(", then \"1939e524\")"));
    }
}

TEST_CASE("checked tensors: metadata that are other ones are noticed") {
    const test::TemporaryDirectory directory;
    nn::write_checked_tensors(directory / "file", two_tensors(), {{"step", "7"}});
    std::string changed = core::read_whole_file(directory / "file");
    changed[changed.find("\"7\"") + 1] = '6';
    directory.write("changed", changed);
    CHECK(error_of([&] {
              nn::require_checksum(core::SafetensorsFile(directory / "changed"));
          }).starts_with((directory / "changed") + ": damaged: "));
}

TEST_CASE("checked tensors: a file of another program needs no checksum") {
    const test::TemporaryDirectory directory;
    core::write_safetensors(directory / "file", two_tensors());
    CHECK(error_of([&] { nn::require_checksum(core::SafetensorsFile(directory / "file")); }) == "no error");
}

TEST_CASE("checked tensors: more data than are read at once") {
    const test::TemporaryDirectory directory;
    const std::vector<float> many(700'000, 1.5F);
    nn::write_checked_tensors(directory / "file", {{"a", core::Dtype::F32, {700'000}, std::as_bytes(std::span(many))}},
                              {});
    CHECK(error_of([&] { nn::require_checksum(core::SafetensorsFile(directory / "file")); }) == "no error");
}
