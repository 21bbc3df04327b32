// bench/peers/summary.cpp: the arithmetic of a comparison.
#include "bench/peers/summary.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "bench/measure/result.hpp"
#include "bench/peers/protocol.hpp"

namespace vitro::bench::peers {
namespace {

std::string kind_of(const GemmProblem& p) {
    return "gemm/" + transposition_of(p);
}
std::string kind_of(const AttentionProblem& p) {
    return std::string("attention/") + (p.causal ? "causal" : "full");
}
std::string kind_of(const RowProblem& p) {
    return std::string("rows/") + p.name();
}

/// PyTorch's time over vitro's; nothing when it did not answer.
std::optional<double> beside_pytorch(double own, const std::map<std::string, double>& peers) {
    const auto pytorch = peers.find("pytorch");
    return pytorch == peers.end() ? std::nullopt : std::optional(pytorch->second / own);
}

}  // namespace

std::optional<double> geometric_mean(std::span<const double> values) {
    if (values.empty()) return std::nullopt;
    double logarithms = 0;
    for (const double value : values) logarithms += std::log(value);
    return std::exp(logarithms / static_cast<double>(values.size()));
}

std::optional<GemmResult::Best> GemmResult::best() const {
    std::optional<Best> best;
    for (const auto& [name, reached] : peers)
        if (!best || reached > best->gflops) best = Best{name, reached};
    return best;
}

std::optional<double> GemmResult::ratio() const {
    const std::optional<Best> fastest = best();
    return fastest ? std::optional(gflops / fastest->gflops) : std::nullopt;
}

bool GemmResult::refused() const {
    const std::optional<Best> fastest = best();
    return peak > 0 && std::max(gflops, fastest ? fastest->gflops : 0) > kRefusedShare * peak;
}

std::optional<double> AttentionResult::ratio() const {
    return beside_pytorch(milliseconds, peers);
}

std::optional<double> RowResult::ratio() const {
    return beside_pytorch(microseconds, peers);
}

Summary summarise(std::span<const std::optional<double>> ratios, double too_low) {
    Summary summary;
    std::vector<double> present;
    for (std::size_t i = 0; i < ratios.size(); ++i) {
        if (!ratios[i]) continue;
        if (present.empty() || *ratios[i] < *ratios[summary.worst]) summary.worst = i;
        present.push_back(*ratios[i]);
        if (*ratios[i] < too_low) ++summary.below;
    }
    summary.mean = geometric_mean(present);
    summary.count = present.size();
    return summary;
}

std::string size_of(const GemmProblem& p) {
    return fmt::format("{}x{}x{}", p.m, p.n, p.k);
}

std::string size_of(const AttentionProblem& p) {
    return fmt::format("{}x{}x{}x{}", p.batch, p.heads, p.length, p.width);
}

std::string size_of(const RowProblem& p) {
    return fmt::format("{}x{}", p.rows, p.cols);
}

std::string name_of(const Problem& problem, int threads) {
    return std::visit([&](const auto& p) { return fmt::format("{}/threads:{}/{}", kind_of(p), threads, size_of(p)); },
                      problem);
}

}  // namespace vitro::bench::peers
