// core/io/safetensors_header.hpp: the JSON in front of the data, read strictly and written.
//
//   {"__metadata__": {"key": "text"},
//    "decoder.weight": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …}
//
// Format: https://huggingface.co/docs/safetensors (section "Format"); rules: safetensors/src/tensor.rs of its source.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/dtype.hpp"

namespace vitro::core {

/// What a header says about one tensor. Row-major; data_offsets count bytes from the end of the header.
struct SafetensorsEntry {
    std::string name;
    Dtype dtype = Dtype::F32;
    std::vector<std::int64_t> shape;  ///< any number of axes; none is a scalar
    std::uint64_t begin = 0;
    std::uint64_t end = 0;

    /// Elements. Cannot overflow for an entry that parse_safetensors_header returned.
    std::int64_t count() const;
    std::uint64_t bytes() const { return end - begin; }
};

struct SafetensorsHeader {
    std::vector<SafetensorsEntry> entries;  ///< in the order of their data
    std::map<std::string, std::string> metadata;
};

/// Accepts exactly the headers whose tensors cover `data_bytes` bytes without a hole or an overlap. Throws Error that
/// names `path`, the tensor and what would be valid. Memory and time grow with the length of the text, not with the
/// numbers in it.
SafetensorsHeader parse_safetensors_header(std::string_view json, std::uint64_t data_bytes, const std::string& path);

/// The text, padded with spaces to a multiple of 8 so that data behind it is aligned; entries as given, unchecked.
/// Throws Error for a name or metadata that is not UTF-8.
std::string format_safetensors_header(const SafetensorsHeader& header, const std::string& path);

/// `path: tensor "name"`, as messages begin; what is not printable is escaped, what is long is cut.
std::string tensor_in_file(const std::string& path, std::string_view tensor);
/// "(2,3)"; sizes behind the eighth are cut.
std::string shape_text(const std::vector<std::int64_t>& shape);

}  // namespace vitro::core
