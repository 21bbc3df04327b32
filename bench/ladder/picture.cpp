// bench/ladder/picture.cpp: columns and sentences.
#include "bench/ladder/picture.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "bench/measure/console.hpp"

namespace vitro::bench::ladder {
namespace {

std::string rate_text(const Result& result) {
    return result.operations > 0 ? digits(result.gflops) + " GFLOP/s" : digits(result.gbs) + " GB/s";
}

std::string share_text(const Result& result) {
    if (result.refused()) return "wrong";
    return result.share > 0 ? fmt::format("{:.0f}% of {}", 100 * result.share, result.bound) : "-";
}

}  // namespace

std::string picture(const program::Terminal& terminal, const std::vector<Rung>& rungs,
                    const std::vector<Result>& results) {
    const Rung& rung = rungs.front();
    const Result& first = results.front();
    int width = 0;
    for (const Rung& one : rungs) width = std::max(width, static_cast<int>(one.name.size()));
    std::string text = program::bold(terminal, fmt::format("{} {}", rung.kernel, rung.direction)) +
                       fmt::format(", {}{}, {}\n", rung.size, rung.causal ? ", causal" : "", first.isa);
    text +=
        fmt::format("  {:{}}  threads     median  spread            rate    share of roof   times\n", "rung", width);
    for (std::size_t i = 0; i < rungs.size(); ++i) {
        const Result& result = results[i];
        const Statistics& seconds = result.seconds;
        text += program::bold(terminal, fmt::format("  {:{}}", rungs[i].name, width));
        text += fmt::format("  {:>7}  {:>9}  {:>5.0f}%  {:>14}  {:>15}  {:>6.1f}\n", result.threads,
                            time_text(seconds.median), 100 * seconds.spread / seconds.median, rate_text(result),
                            share_text(result), first.seconds.median / seconds.median);
        text += program::dim(terminal, "      " + rungs[i].idea) + "\n";
    }
    return text;
}

}  // namespace vitro::bench::ladder
