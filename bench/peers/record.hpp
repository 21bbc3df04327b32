// bench/peers/record.hpp: results as the lists `gemm`, `attention` and `rows` of the JSON record.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "bench/peers/summary.hpp"

namespace vitro::bench::peers {

nlohmann::ordered_json record_of(const GemmResult& result);
nlohmann::ordered_json record_of(const AttentionResult& result);
nlohmann::ordered_json record_of(const RowResult& result);

/// Of the three lists those that have results.
nlohmann::ordered_json sections_of(const std::vector<GemmResult>& gemm, const std::vector<AttentionResult>& attention,
                                   const std::vector<RowResult>& rows);

}  // namespace vitro::bench::peers
