// nn/train/run/tensorboard.cpp: protocol buffers by hand, for there are three kinds of fields.
#include "nn/train/run/tensorboard.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <chrono>
#include <fmt/format.h>
#include <system_error>

#include "nn/train/run/crc32.hpp"

namespace vitro::nn::tensorboard {
namespace {

constexpr std::string_view kBeginning = "events.out.tfevents.";

/// Wire types of a field: https://protobuf.dev/programming-guides/encoding.
enum class Wire : std::uint8_t { varint = 0, fixed64 = 1, bytes = 2, fixed32 = 5 };

template <class Unsigned>
std::string little_endian(Unsigned number) {
    std::string bytes;
    for (std::size_t i = 0; i < sizeof number; ++i) bytes += static_cast<char>(number >> (8 * i) & 0xFF);
    return bytes;
}

/// Seven bits a byte, the lowest first; the eighth bit says that more follow.
std::string varint(std::uint64_t number) {
    std::string bytes;
    for (; number >= 0x80; number >>= 7) bytes += static_cast<char>((number & 0x7F) | 0x80);
    return bytes + static_cast<char>(number);
}

std::string field(int number, Wire wire, std::string_view value) {
    return varint(static_cast<std::uint64_t>(number) << 3 | static_cast<std::uint64_t>(wire)).append(value);
}
std::string field(int number, std::int64_t value) {
    return field(number, Wire::varint, varint(static_cast<std::uint64_t>(value)));
}
std::string field(int number, double value) {
    return field(number, Wire::fixed64, little_endian(std::bit_cast<std::uint64_t>(value)));
}
std::string field(int number, float value) {
    return field(number, Wire::fixed32, little_endian(std::bit_cast<std::uint32_t>(value)));
}
std::string field(int number, std::string_view value) {
    return field(number, Wire::bytes, varint(value.size()).append(value));
}

/// message Event { double wall_time = 1; int64 step = 2; oneof { string file_version = 3; Summary summary = 5;
///                 SessionLog session_log = 7; } }
std::string event(double wall_time, std::int64_t step, int kind, std::string_view what) {
    return field(1, wall_time) + field(2, step) + field(kind, what);
}

/// A checksum of data that hold checksums would be of little worth: so these are turned and moved.
std::uint32_t masked_crc(std::string_view data) {
    const std::uint32_t crc = crc32c(std::as_bytes(std::span(data)));
    return std::rotr(crc, 15) + 0xA282EAD8;
}

double seconds_since_1970() {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// The seconds in the name of an event file; 0 for any other name.
std::int64_t seconds_in(std::string_view name) {
    std::int64_t seconds = 0;
    if (!name.starts_with(kBeginning)) return seconds;
    name.remove_prefix(kBeginning.size());
    std::from_chars(name.data(), name.data() + name.size(), seconds);
    return seconds;
}

/// Now, or later if need be: behind those of all event files in the directory, whose names' order is that of sessions.
std::int64_t seconds_for_name(const std::filesystem::path& directory, double wall_time) {
    std::int64_t seconds = static_cast<std::int64_t>(wall_time);
    std::error_code unreadable;  // then the file cannot be made, either, and says why
    for (std::filesystem::directory_iterator entry(directory, unreadable), end; !unreadable && entry != end;
         entry.increment(unreadable))
        seconds = std::max(seconds, seconds_in(entry->path().filename().string()) + 1);
    return seconds;
}

}  // namespace

std::string record(std::string_view data) {
    const std::string length = little_endian(std::uint64_t{data.size()});
    return (length + little_endian(masked_crc(length))).append(data) + little_endian(masked_crc(data));
}

std::string version_event(double wall_time) {
    return field(1, wall_time) + field(3, std::string_view("brain.Event:2"));
}

std::string restart_event(double wall_time, std::int64_t step) {
    constexpr std::int64_t kStart = 1;
    return event(wall_time, step, 7, field(1, kStart));  // message SessionLog { enum status = 1; }
}

std::string scalars_event(double wall_time, std::int64_t step, std::span<const Scalar> scalars) {
    std::string summary;                  // message Summary { repeated Value value = 1; }
    for (const Scalar& scalar : scalars)  // message Value { string tag = 1; float simple_value = 2; }
        summary += field(1, std::string_view(field(1, scalar.tag) + field(2, static_cast<float>(scalar.value))));
    return event(wall_time, step, 5, summary);
}

void EventFile::begin(double wall_time) {
    const std::string name = fmt::format("{}{:010}.vitro", kBeginning, seconds_for_name(directory_, wall_time));
    file_.emplace((directory_ / name).string());
    file_->append(record(version_event(wall_time)) + record(restart_event(wall_time, step_ + 1)));
}

void EventFile::add(std::int64_t step, std::span<const Scalar> scalars) {
    const double wall_time = seconds_since_1970();
    if (!file_) begin(wall_time);
    file_->append(record(scalars_event(wall_time, step, scalars)));
}

}  // namespace vitro::nn::tensorboard
