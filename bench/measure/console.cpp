// bench/measure/console.cpp: numbers as text.
#include "bench/measure/console.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fmt/format.h>
#include <unistd.h>

namespace vitro::bench {
namespace {

std::string percent(double part) {
    return fmt::format("{:.0f}%", std::min(part, 9.99) * 100);
}

/// In the unit of the roof: a product's FLOPs, a row's bytes.
std::string rate_text(const Result& result) {
    if (result.bound.empty() && result.operations == 0 && result.bytes == 0) return "-";
    const bool is_arithmetic = result.bound == "FMA" || (result.bound.empty() && result.operations > 0);
    return is_arithmetic ? digits(result.gflops) + " GFLOP/s" : digits(result.gbs) + " GB/s   ";
}

std::string in_red(const program::Terminal& terminal, const std::string& text) {
    return terminal.colour ? "\x1b[31m" + text + "\x1b[0m" : text;
}

}  // namespace

std::string digits(double value) {
    if (value < 9.995) return fmt::format("{:.2f}", value);
    return fmt::format("{:.{}f}", value, value < 99.95 ? 1 : 0);
}

std::string time_text(double seconds) {
    if (seconds < 0.9995e-6) return digits(seconds * 1e9) + " ns";
    if (seconds < 0.9995e-3) return digits(seconds * 1e6) + " us";
    if (seconds < 0.9995) return digits(seconds * 1e3) + " ms";
    return digits(seconds) + " s ";
}

std::string bytes_text(std::int64_t bytes) {
    if (bytes == 0) return "unknown";
    const bool is_large = bytes >= 1 << 20;
    return fmt::format("{:g} {}", static_cast<double>(bytes) / (is_large ? 1 << 20 : 1 << 10),
                       is_large ? "MiB" : "KiB");
}

std::string machine_text(const program::Terminal& terminal, const Machine& machine) {
    return program::facts(terminal, {{"CPU", fmt::format("{}, {} cores", machine.cpu, machine.cores)},
                                     {"caches", fmt::format("L1 {}, L2 {} a core; L3 {}", bytes_text(machine.l1),
                                                            bytes_text(machine.l2), bytes_text(machine.l3))},
                                     {"compiler", machine.compiler},
                                     {"SIMD", machine.simd},
                                     {"system", machine.os},
                                     {"fingerprint", machine.fingerprint}});
}

std::string survey_text(const program::Terminal& terminal, const Survey& survey) {
    std::vector<std::vector<std::string>> peaks, rates;
    for (const FmaRoof& r : survey.fma) peaks.push_back({r.isa, std::to_string(r.threads), digits(r.gflops)});
    for (const MemoryRoof& r : survey.memory)
        rates.push_back({r.level, bytes_text(r.bytes), std::to_string(r.threads), digits(r.read), digits(r.copy),
                         digits(r.update)});
    const std::string peak_table = program::table(terminal, {"multiply-adds", "threads", "GFLOP/s"}, peaks);
    return peak_table + "\n" +
           program::table(terminal, {"level", "bytes", "threads", "read GB/s", "copy GB/s", "update GB/s"}, rates);
}

Console::Console(const program::Terminal& terminal, const std::vector<std::string>& names) : terminal_(terminal) {
    for (const std::string& name : names) width_ = std::max(width_, static_cast<int>(name.size()));
}

std::string Console::heading() const {
    const std::string text = fmt::format("{:{}} {:>7} {:>7} {:>6} {:>12} {:>5} {}", "case", width_, "median", "minimum",
                                         "spread", "rate", "share", "of");
    return program::bold(terminal_, text) + "\n";
}

std::string Console::line(const Result& result) const {
    const Statistics& s = result.seconds;
    const std::string share = result.refused() ? "wrong" : result.share > 0 ? percent(result.share) : "-";
    const std::string text = fmt::format("{:{}} {:>7} {:>7} {:>6} {:>12} {:>5} {}", result.name, width_,
                                         time_text(s.median), time_text(s.minimum), percent(s.spread / s.median),
                                         rate_text(result), share, result.bound.empty() ? "-" : result.bound);
    return (result.refused() ? in_red(terminal_, text) : text) + "\n";
}

void show_progress(const std::string& text) {
    if (isatty(STDERR_FILENO) == 0) return;
    std::fputs(("\r\x1b[K" + text).c_str(), stderr);
}

std::string refusal_of(const std::vector<Result>& results) {
    const auto count = std::ranges::count_if(results, &Result::refused);
    if (count == 0) return "";
    const Result& first = *std::ranges::find_if(results, &Result::refused);
    return fmt::format(
        "{} of {} results are above {} of their roof, {} at {:.2f}: those measurements are wrong, as when "
        "another program disturbed the roof's; run them again on a quiet machine",
        count, results.size(), kRefusedShare, first.name, first.share);
}

}  // namespace vitro::bench
