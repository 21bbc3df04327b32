// tests/core/io/safetensors_fuzz_test.cpp: thousands of damaged files; each is read or refused, none crashes.
//
// Run it in the asan preset: there an out-of-bounds read or an overflow is a failure too.
#include <algorithm>
#include <array>
#include <cstddef>
#include <doctest/doctest.h>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/io/safetensors.hpp"
#include "core/io/whole_file.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro::core;
using namespace vitro::test;

namespace {

/// What a header is made of, and what it should not be made of.
constexpr std::array<std::string_view, 24> kTokens{"{",
                                                   "}",
                                                   "[",
                                                   "]",
                                                   ",",
                                                   ":",
                                                   "\"",
                                                   "\\",
                                                   "0",
                                                   "-1",
                                                   "1.5",
                                                   "1e999",
                                                   "4294967296",
                                                   "9223372036854775807",
                                                   "18446744073709551616",
                                                   "null",
                                                   "\"F64\"",
                                                   "\"dtype\":\"I8\",",
                                                   "\"__metadata__\":{},",
                                                   "\"shape\":[0],",
                                                   "\"data_offsets\":[0,0],",
                                                   "\xff",
                                                   "\xed\xa0\x80",
                                                   std::string_view("\0", 1)};

/// std::mt19937 gives the same numbers everywhere; the standard distributions do not.
class Damage {
  public:
    explicit Damage(unsigned seed) : random_(seed) {}

    /// One to three wounds.
    std::string apply(std::string bytes) {
        for (std::size_t wounds = 1 + below(3); wounds > 0; --wounds) wound(bytes);
        return bytes;
    }

  private:
    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

    void wound(std::string& bytes) {
        const std::size_t at = below(bytes.size() + 1),
                          length = below(std::min<std::size_t>(bytes.size() - at, 40) + 1);
        switch (below(8)) {
            case 0:
                bytes.replace(at, at < bytes.size() ? 1 : 0, 1, static_cast<char>(below(256)));
                break;
            case 1:
                bytes.erase(at, length);
                break;
            case 2:
                bytes.insert(at, bytes.substr(at, length));
                break;
            case 3:
                bytes.insert(at, kTokens[below(kTokens.size())]);
                break;
            case 4:
                bytes.replace(at, length, kTokens[below(kTokens.size())]);
                break;
            case 5:
                bytes.resize(at);
                break;
            default:
                change_digit(bytes, at);
                break;
        }
    }

    /// Sizes and offsets that are wrong by a little, which the grammar does not catch.
    void change_digit(std::string& bytes, std::size_t from) {
        const std::size_t digit = bytes.find_first_of("0123456789", from);
        if (digit != bytes.npos) bytes[digit] = static_cast<char>('0' + below(10));
    }

    std::mt19937 random_;
};

std::string with_length(std::string_view header, std::string_view data) {
    std::string bytes(8, '\0');
    for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<char>(header.size() >> (8 * i));
    return bytes.append(header).append(data);
}

/// True when the file was accepted; then its tensors must cover the data and be readable.
bool accepted(const TemporaryDirectory& scratch, const std::string& bytes) {
    const std::string path = scratch / "file";
    std::filesystem::remove(path);  // some file systems flush a file that is overwritten, a new one they do not
    scratch.write("file", bytes);
    try {
        const SafetensorsFile file(path);
        std::uint64_t covered = 0;
        for (const SafetensorsEntry& entry : file.entries()) {
            std::vector<std::byte> data(entry.bytes());
            file.read(entry, 0, data.data(), data.size());
            CHECK(entry.bytes() * 8 == static_cast<std::uint64_t>(entry.count() * dtype_bits(entry.dtype)));
            CHECK(file.find(entry.name) == &entry);
            covered += entry.bytes();
        }
        CHECK(covered <= bytes.size() - 8);
        return true;
    } catch (const Error& error) {
        CHECK(std::string_view(error.what()).starts_with(path + ": "));
        return false;
    }
}

struct Outcome {
    int accepted = 0;
    int refused = 0;
};

/// Damages `text` again and again; `whole` makes the file of what is left of it.
template <class Whole>
Outcome fuzz(unsigned seed, int rounds, const std::string& text, Whole whole) {
    const TemporaryDirectory scratch;
    Damage damage(seed);
    Outcome outcome;
    for (int round = 0; round < rounds; ++round) {
        CAPTURE(round);
        ++(accepted(scratch, whole(damage.apply(text))) ? outcome.accepted : outcome.refused);
    }
    return outcome;
}

const std::string kOriginal = read_whole_file(VITRO_FIXTURES "/python.safetensors");
constexpr std::size_t kDataBytes = 202;  // the last of its data_offsets

}  // namespace

TEST_CASE("headers with wounds are read or refused") {
    const std::string data = kOriginal.substr(kOriginal.size() - kDataBytes);
    const std::string header = kOriginal.substr(8, kOriginal.size() - kDataBytes - 8);
    const Outcome outcome = fuzz(1, 20'000, header, [&](const std::string& text) { return with_length(text, data); });
    CHECK(outcome.accepted > 200);  // a changed name or an unnoticed space
    CHECK(outcome.refused > 10'000);
}

TEST_CASE("a small header with wounds, where more of them hit a number") {
    const std::string header =
        R"({"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[4],)"
        R"("data_offsets":[8,12]}})";
    const Outcome outcome =
        fuzz(2, 20'000, header, [&](const std::string& text) { return with_length(text, "123456789012"); });
    CHECK(outcome.accepted > 200);
    CHECK(outcome.refused > 10'000);
}

TEST_CASE("whole files with wounds are read or refused") {
    const Outcome outcome = fuzz(3, 10'000, kOriginal, [](const std::string& text) { return text; });
    CHECK(outcome.accepted > 100);  // a changed value
    CHECK(outcome.refused > 5'000);
}
