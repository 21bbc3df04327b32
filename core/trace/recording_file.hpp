// core/trace/recording_file.hpp: a recording as one safetensors file: the graphs as JSON in its metadata, the numbers
// as its tensors.
//
//   metadata "vitro.recording"   the JSON; its "schema" is kRecordingSchema
//   v/12                         numbers of value 12 of the step; of graph 3: 3/v/12
//   c/34                         numbers of contribution 34; of graph 3: 3/c/34
//   stale/5, after/5             of update 5: the gradient from before the step; the new weight
//   first_moment.before/5, ...   what the optimizer keeps, before and after
//
// Views, and inputs of expansions, have no numbers of their own. Of a large tensor the file holds what Captured does:
// its first numbers as the tensor, the rest in the JSON under "captured". The page reads the same file.
#pragma once

#include <string>

#include "core/trace/recording.hpp"

namespace vitro::core::trace {

inline constexpr const char* kRecordingSchema = "vitro-recording/1";

/// All or nothing. Throws Error when it cannot be written.
void write_recording(const std::string& path, const Recording& recording);
/// The bytes of such a file, for a page to hold.
std::string recording_bytes(const Recording& recording);
/// Throws Error that names the file and what is wrong: damaged, of another program, of a newer schema.
Recording read_recording(const std::string& path);

}  // namespace vitro::core::trace
