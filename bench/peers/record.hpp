// bench/peers/record.hpp: results as the lists `gemm` and `attention` of the JSON record.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "bench/peers/summary.hpp"

namespace vitro::bench::peers {

nlohmann::ordered_json record_of(const GemmResult& result);
nlohmann::ordered_json record_of(const AttentionResult& result);

/// Of the two lists those that have results.
nlohmann::ordered_json sections_of(const std::vector<GemmResult>& gemm, const std::vector<AttentionResult>& attention);

}  // namespace vitro::bench::peers
