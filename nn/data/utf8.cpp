// nn/data/utf8.cpp: strict UTF-8, straight from the table of well-formed byte sequences.
#include "nn/data/utf8.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string>

#include "core/error.hpp"

namespace vitro::nn {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// "name, line 3: byte 7", of the byte at `position`.
std::string place_of(std::string_view text, std::size_t position, std::string_view name) {
    const std::string_view before = text.substr(0, position);
    const std::size_t start = before.rfind('\n') + 1;  // npos + 1 is 0
    return fmt::format("{}, line {}: byte {}", name, std::count(before.begin(), before.end(), '\n') + 1,
                       position - start + 1);
}

}  // namespace

std::size_t code_point_length(std::string_view text) {
    if (text.empty()) return 0;
    const auto continues = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
        const unsigned byte = i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
        return low <= byte && byte <= high;
    };
    const unsigned lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80) return 1;
    if (lead < 0xC2) return 0;  // a continuation byte, or the lead of an overlong pair
    if (lead < 0xE0) return continues(1) ? 2 : 0;
    if (lead < 0xF0) {
        const unsigned low = lead == 0xE0 ? 0xA0 : 0x80;   // below: overlong
        const unsigned high = lead == 0xED ? 0x9F : 0xBF;  // above: surrogates
        return continues(1, low, high) && continues(2) ? 3 : 0;
    }
    if (lead < 0xF5) {
        const unsigned low = lead == 0xF0 ? 0x90 : 0x80;   // below: overlong
        const unsigned high = lead == 0xF4 ? 0x8F : 0xBF;  // above: beyond U+10FFFF
        return continues(1, low, high) && continues(2) && continues(3) ? 4 : 0;
    }
    return 0;
}

std::size_t find_invalid_utf8(std::string_view text) {
    std::size_t position = 0;
    while (position < text.size()) {
        const std::size_t length = code_point_length(text.substr(position));
        if (length == 0) return position;
        position += length;
    }
    return std::string_view::npos;
}

std::string_view checked_text(std::string_view bytes, std::string_view name) {
    if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
    const std::size_t zero = bytes.find('\0'), bad = find_invalid_utf8(bytes);
    if (zero < bad)
        throw core::Error(
            fmt::format("{} is zero, so this is not UTF-8 text (UTF-16, or binary?)", place_of(bytes, zero, name)));
    if (bad != std::string_view::npos)
        throw core::Error(fmt::format("{} (0x{:02X}) is not UTF-8; save the file as UTF-8", place_of(bytes, bad, name),
                                      static_cast<unsigned char>(bytes[bad])));
    return bytes;
}

}  // namespace vitro::nn
