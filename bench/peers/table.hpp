// bench/peers/table.hpp: results as lines on a terminal.
#pragma once

#include <string>
#include <vector>

#include "bench/peers/summary.hpp"

namespace vitro::bench::peers {

/// The columns are vitro and the peers' names, in this order.
std::string gemm_heading(const std::vector<std::string>& peers);
/// The last column is vitro's share of the peak; "wrong" when somebody's is refused.
std::string gemm_line(const GemmResult& result, const std::vector<std::string>& peers);
std::string attention_heading(const std::vector<std::string>& peers);
std::string attention_line(const AttentionResult& result, const std::vector<std::string>& peers);
/// Microseconds.
std::string row_heading(const std::vector<std::string>& peers);
std::string row_line(const RowResult& result, const std::vector<std::string>& peers);

/// "gemm: vitro / best peer 1.07 (geometric mean of 60), lowest 0.88 at NAME, 1 below 0.90"; empty without a ratio.
std::string gemm_summary(const std::vector<GemmResult>& results);
std::string attention_summary(const std::vector<AttentionResult>& results);
std::string row_summary(const std::vector<RowResult>& results);
/// The sentence about refused results; empty when there are none.
std::string refusal_of(const std::vector<GemmResult>& results);

}  // namespace vitro::bench::peers
