// core/io/safetensors_layout.cpp: sizes without overflow, spans without holes.
#include "core/io/safetensors_layout.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <optional>

#include "core/error.hpp"

namespace vitro::core {
namespace {

constexpr std::int64_t kMaxBits = std::numeric_limits<std::int64_t>::max();

/// Bits that dtype and shape need. A size of 0 counts as 1 until the end, so that the answer to "too large?" does not
/// depend on where it stands.
std::optional<std::int64_t> needed_bits(const SafetensorsEntry& entry) {
    std::int64_t bits = dtype_bits(entry.dtype);
    bool empty = false;
    for (const std::int64_t size : entry.shape) {
        empty = empty || size == 0;
        if (size > 0 && bits > kMaxBits / size) return std::nullopt;
        bits *= std::max<std::int64_t>(size, 1);
    }
    return empty ? 0 : bits;
}

std::string span_text(const SafetensorsEntry& entry) {
    return fmt::format("[{}, {}]", entry.begin, entry.end);
}

/// What is wrong with one entry by itself; empty when nothing is.
std::string problem_of(const SafetensorsEntry& entry, std::uint64_t data_bytes) {
    const std::string span = span_text(entry);
    const std::string type = fmt::format("{} of shape {}", dtype_name(entry.dtype), shape_text(entry.shape));
    const std::optional<std::int64_t> bits = needed_bits(entry);
    if (entry.begin > entry.end) return fmt::format("data_offsets {} end before they begin", span);
    if (entry.end > data_bytes)
        return fmt::format("data_offsets {} reach behind the {} bytes of data", span, data_bytes);
    if (!bits) return fmt::format("{} has too many elements", type);
    if (*bits % 8 != 0) return fmt::format("{} does not fill whole bytes", type);
    if (entry.bytes() != static_cast<std::uint64_t>(*bits / 8))
        return fmt::format("{} needs {} bytes, but data_offsets {} span {}", type, *bits / 8, span, entry.bytes());
    return "";
}

[[noreturn]] void fail_border(const SafetensorsEntry& entry, std::uint64_t covered, const std::string& path) {
    const std::string problem = entry.begin < covered
                                    ? fmt::format("overlap the tensor before it, which ends at {}", covered)
                                    : fmt::format("leave bytes {} to {} to no tensor", covered, entry.begin);
    throw Error(fmt::format("{}: data_offsets {} {}", tensor_in_file(path, entry.name), span_text(entry), problem));
}

}  // namespace

void check_layout(std::vector<SafetensorsEntry>& entries, std::uint64_t data_bytes, const std::string& path) {
    for (const SafetensorsEntry& entry : entries)
        if (const std::string problem = problem_of(entry, data_bytes); !problem.empty())
            throw Error(fmt::format("{}: {}", tensor_in_file(path, entry.name), problem));
    // By end too, so that an empty tensor stands in front of the one whose first byte it points at.
    std::stable_sort(entries.begin(), entries.end(), [](const SafetensorsEntry& a, const SafetensorsEntry& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
    });
    std::uint64_t covered = 0;
    for (const SafetensorsEntry& entry : entries) {
        if (entry.begin != covered) fail_border(entry, covered, path);
        covered = entry.end;
    }
    if (covered != data_bytes)
        throw Error(
            fmt::format("{}: the tensors end at byte {} of the data, but {} bytes are there; none may be left over",
                        path, covered, data_bytes));
}

std::int64_t SafetensorsEntry::count() const {
    std::int64_t count = 1;
    for (const std::int64_t size : shape) count *= size;
    return count;
}

std::string shape_text(const std::vector<std::int64_t>& shape) {
    constexpr std::size_t kMost = 8;
    const auto shown = shape.begin() + static_cast<std::ptrdiff_t>(std::min(shape.size(), kMost));
    return fmt::format("({}{})", fmt::join(shape.begin(), shown, ","), shape.size() > kMost ? ",…" : "");
}

}  // namespace vitro::core
