// nn/data/utf8.hpp: where code points begin and end, and whether bytes are text at all.
#pragma once

#include <cstddef>
#include <string_view>

namespace vitro::nn {

/// Bytes of the well-formed code point at the start of `text`; 0 when there is none (malformed, cut short, or empty).
/// Strict, as in table 3-7 of the Unicode standard: no overlong forms, no surrogates, nothing above U+10FFFF.
std::size_t code_point_length(std::string_view text);

/// Position of the first byte that does not belong to a well-formed code point, or npos when all of `text` is UTF-8.
std::size_t find_invalid_utf8(std::string_view text);

/// What a file holds, behind its byte-order mark if it has one. Throws Error with name, line and byte of the first byte
/// that is not UTF-8, or is zero.
std::string_view checked_text(std::string_view bytes, std::string_view name);

}  // namespace vitro::nn
