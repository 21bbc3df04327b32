// core/trace/attributes_json.hpp: an op's attributes as JSON, so that it can be applied again by whoever reads them.
//
//   whole number    3                       number      0.25, {"number": "inf"}
//   shape           {"shape": [2, 3]}       activation  {"activation": "relu"}
//   indices         {"indices": [1, 5], "values": [...]}
//   mask            {"mask": {"causal": 0, "lengths": [...], "allowed": {"shape": [...], "values": [...]}}}, what it
//   has dropout         {"dropout": 0.1, "seed": "1", "site": 17, "step": 3}      the seed as text: it has 64 bits
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "core/attributes.hpp"

namespace vitro::core::trace {

nlohmann::ordered_json to_json(Attributes attributes);
/// Throws Error for what is none of the above. Names live as long as the process.
std::vector<Attribute> attributes_of(const nlohmann::ordered_json& json);

nlohmann::ordered_json to_json(const Indices& indices);
Indices indices_of(const nlohmann::ordered_json& json);
nlohmann::ordered_json to_json(const Shape& shape);
Shape shape_of(const nlohmann::ordered_json& json);

}  // namespace vitro::core::trace
