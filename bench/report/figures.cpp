// bench/report/figures.cpp: figures in words.
#include "bench/report/figures.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "bench/measure/console.hpp"
#include "examples/html/chart.hpp"

namespace vitro::bench::report {

int series_of(std::string_view isa) {
    constexpr std::string_view kKnown[] = {"reference", "base", "avx2", "avx512"};
    return static_cast<int>(std::ranges::find(kKnown, isa) - std::begin(kKnown));
}

std::string legend_of(const std::vector<std::string>& isas, const std::string& dashed) {
    std::vector<html::LegendEntry> entries;
    for (const std::string& isa : isas) entries.push_back({isa, series_of(isa)});
    return html::legend(entries, dashed);
}

std::string rate_text(const Result& result) {
    if (result.operations == 0 && result.bytes == 0) return "-";
    const bool is_arithmetic = result.bound == "FMA" || (result.bound.empty() && result.operations > 0);
    return is_arithmetic ? digits(result.gflops) + " GFLOP/s" : digits(result.gbs) + " GB/s";
}

std::string share_text(const Result& result) {
    if (result.refused()) return "wrong";
    return result.share > 0 ? fmt::format("{:.0f}% of {}", 100 * result.share, result.bound) : "-";
}

std::string threads_text(int threads) {
    return fmt::format("{} thread{}", threads, threads == 1 ? "" : "s");
}

}  // namespace vitro::bench::report
