// bench/peers/table.cpp: columns, and the sentences below them.
#include "bench/peers/table.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <ranges>

#include "bench/measure/result.hpp"
#include "bench/peers/protocol.hpp"

namespace vitro::bench::peers {
namespace {

std::string cell(std::optional<double> value, int digits) {
    return value ? fmt::format(" {:>10.{}f}", *value, digits) : fmt::format(" {:>10}", "-");
}

std::string columns(const std::map<std::string, double>& values, const std::vector<std::string>& names, int digits) {
    std::string text;
    for (const std::string& name : names) {
        const auto found = values.find(name);
        text += cell(found == values.end() ? std::nullopt : std::optional(found->second), digits);
    }
    return text;
}

std::string headings(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += fmt::format(" {:>10}", name);
    return text;
}

std::string share_of(const GemmResult& result) {
    if (result.refused()) return "wrong";
    return result.peak > 0 ? fmt::format("{:.0f} %", 100 * result.gflops / result.peak) : "-";
}

template <class Result>
std::string summary_of(const std::vector<Result>& results, const char* what, double too_low) {
    std::vector<std::optional<double>> ratios;
    for (const Result& result : results) ratios.push_back(result.ratio());
    const Summary summary = summarise(ratios, too_low);
    if (!summary.mean) return "";
    const Result& worst = results[summary.worst];
    return fmt::format("{} {:.3f} (geometric mean of {}), lowest {:.3f} at {}, {} below {:.2f}", what, *summary.mean,
                       summary.count, *ratios[summary.worst], name_of(worst.problem, worst.threads), summary.below,
                       too_low);
}

}  // namespace

std::string gemm_heading(const std::vector<std::string>& peers) {
    return fmt::format("{:<5}{:>8} {:<14} {:>10}{} {:>10} {:>10} {:>6}", "gemm", "threads", "m x n x k", "vitro",
                       headings(peers), "best peer", "ratio", "peak");
}

std::string gemm_line(const GemmResult& result, const std::vector<std::string>& peers) {
    const auto best = result.best();
    return fmt::format("{:<5}{:>8} {:<14}{}{} {:>10}{} {:>6}", transposition_of(result.problem), result.threads,
                       size_of(result.problem), cell(result.gflops, 1), columns(result.peers, peers, 1),
                       best ? best->name : "-", cell(result.ratio(), 3), share_of(result));
}

std::string attention_heading(const std::vector<std::string>& peers) {
    return fmt::format("{:<10}{:>8} {:<16} {:>10} {:>10}{} {:>10}", "attention", "threads", "B x H x T x width",
                       "vitro", "composed", headings(peers), "ratio");
}

std::string attention_line(const AttentionResult& result, const std::vector<std::string>& peers) {
    return fmt::format("{:<10}{:>8} {:<17}{}{}{}{}", result.problem.causal ? "causal" : "full", result.threads,
                       size_of(result.problem), cell(result.milliseconds, 2), cell(result.composed, 2),
                       columns(result.peers, peers, 2), cell(result.ratio(), 3));
}

std::string row_heading(const std::vector<std::string>& peers) {
    return fmt::format("{:<22}{:>8} {:<12} {:>10}{} {:>10}", "rows, microseconds", "threads", "rows x cols", "vitro",
                       headings(peers), "ratio");
}

std::string row_line(const RowResult& result, const std::vector<std::string>& peers) {
    return fmt::format("{:<22}{:>8} {:<12}{}{}{}", result.problem.name(), result.threads, size_of(result.problem),
                       cell(result.microseconds, 2), columns(result.peers, peers, 2), cell(result.ratio(), 3));
}

std::string gemm_summary(const std::vector<GemmResult>& results) {
    return summary_of(results, "gemm: vitro / best peer", kTooLow);
}

std::string attention_summary(const std::vector<AttentionResult>& results) {
    std::string text = summary_of(results, "attention: pytorch / vitro (time)", kTooLow);
    if (results.empty()) return text;
    std::vector<double> composed;
    std::ranges::transform(results, std::back_inserter(composed),
                           [](const AttentionResult& r) { return r.composed / r.milliseconds; });
    return fmt::format("{}{}attention: composed / fused (time) {:.3f} (geometric mean of {}), lowest {:.3f}", text,
                       text.empty() ? "" : "\n", *geometric_mean(composed), composed.size(),
                       *std::ranges::min_element(composed));
}

std::string row_summary(const std::vector<RowResult>& results) {
    return summary_of(results, "rows: pytorch / vitro (time)", kTooLowForRows);
}

std::string refusal_of(const std::vector<GemmResult>& results) {
    const auto count = std::ranges::count_if(results, &GemmResult::refused);
    if (count == 0) return "";
    const GemmResult& first = *std::ranges::find_if(results, &GemmResult::refused);
    return fmt::format(
        "{} of {} products are above {} of what multiply-adds alone reach, the first is {}: those "
        "measurements are wrong; run them again on a quiet machine",
        count, results.size(), kRefusedShare, name_of(first.problem, first.threads));
}

}  // namespace vitro::bench::peers
