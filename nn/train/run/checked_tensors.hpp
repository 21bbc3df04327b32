// nn/train/run/checked_tensors.hpp: a safetensors file that says what its numbers add up to.
//
// The format notices a file that is too short and a header that is none, but not a bit that has turned over among the
// numbers or in the metadata. So these hold a CRC-32 of all others and of all data, "vitro.crc32".
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/io/safetensors.hpp"

namespace vitro::nn {

/// core::write_safetensors, with the checksum among the metadata.
void write_checked_tensors(const std::string& path, const std::vector<core::SafetensorsSource>& tensors,
                           std::map<std::string, std::string> metadata);

/// Throws Error when the file's numbers or metadata are not those of its checksum. A file without one, as other
/// programs write it, passes.
void require_checksum(const core::SafetensorsFile& file);

}  // namespace vitro::nn
