// core/io/safetensors_layout.hpp: do the tensors of a header and the bytes behind it fit together?
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/io/safetensors_header.hpp"

namespace vitro::core {

/// Sorts the entries by the place of their data and checks that each spans what its dtype and shape need and that all
/// of them together cover bytes 0 to data_bytes, each byte once. Throws Error that names `path` and the tensor.
void check_layout(std::vector<SafetensorsEntry>& entries, std::uint64_t data_bytes, const std::string& path);

}  // namespace vitro::core
