// core/trace/recording_json.hpp: everything of a recording but its numbers, as JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/trace/recording.hpp"

namespace vitro::core::trace {

nlohmann::ordered_json to_json(const Recording& recording);
/// Without numbers. Throws nlohmann::json::exception or Error for what is not such a JSON: a field that is missing, of
/// another type, or an index of something that is not there.
Recording recording_of(const nlohmann::ordered_json& json);

}  // namespace vitro::core::trace
