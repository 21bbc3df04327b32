// nn/data/utf8.cpp: strict UTF-8, straight from the table of well-formed byte sequences.
#include "nn/data/utf8.hpp"

namespace vitro::nn {

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

}  // namespace vitro::nn
