// bench/report/machine_section.cpp: the machine and its roofs.
#include <algorithm>
#include <fmt/format.h>

#include "bench/measure/console.hpp"
#include "bench/report/figures.hpp"
#include "bench/report/sections.hpp"
#include "examples/html/markup.hpp"

namespace vitro::bench::report {

using namespace html;

namespace {

/// "2026-11-25 15:29:10 UTC" of "2026-11-25T15:29:10Z".
std::string date_text(std::string date) {
    if (date.size() != 20 || date[10] != 'T' || date[19] != 'Z') return date;
    date[10] = ' ';
    return date.replace(19, 1, " UTC");
}

/// The first and the last of several.
std::string dates_text(std::vector<std::string> dates) {
    std::ranges::sort(dates);
    const std::string first = date_text(dates.front()), last = date_text(dates.back());
    return first == last ? first : first + " to " + last;
}

std::string facts_of(const Gathered& all) {
    const Machine& m = all.machine;
    return facts(
        {{"CPU", escaped(fmt::format("{}, {} cores", m.cpu, m.cores))},
         {"caches", fmt::format("L1 {}, L2 {} a core; L3 {}", bytes_text(m.l1), bytes_text(m.l2), bytes_text(m.l3))},
         {"compiler", escaped(m.compiler)},
         {"SIMD", escaped(m.simd)},
         {"system", escaped(m.os)},
         {"measured", escaped(dates_text(all.dates))},
         {"fingerprint", escaped(m.fingerprint)}});
}

std::string figure_cell(double value, double most, int series) {
    return digits(value) + bar(value, most, series);
}

std::string fma_table(const std::vector<FmaRoof>& roofs) {
    if (roofs.empty()) return "";
    const double most = std::ranges::max(roofs, {}, &FmaRoof::gflops).gflops;
    std::string rows;
    for (const FmaRoof& r : roofs)
        rows += row({escaped(r.isa), std::to_string(r.threads), figure_cell(r.gflops, most, series_of(r.isa))});
    return table("Multiply-adds alone", {"vectors", "threads", "GFLOP/s"}, rows);
}

std::string memory_table(const std::vector<MemoryRoof>& roofs) {
    if (roofs.empty()) return "";
    double most = 0;
    for (const MemoryRoof& r : roofs) most = std::max({most, r.read, r.copy, r.update});
    constexpr int kNeutral = 0;
    std::string rows;
    for (const MemoryRoof& r : roofs)
        rows += row({escaped(r.level), escaped(bytes_text(r.bytes)), std::to_string(r.threads),
                     figure_cell(r.read, most, kNeutral), figure_cell(r.copy, most, kNeutral),
                     figure_cell(r.update, most, kNeutral)});
    return table("Memory, in GB/s moved (what is written or updated moves twice)",
                 {"level", "walked", "threads", "read", "copy", "update"}, rows);
}

}  // namespace

std::string machine_section(const Gathered& all) {
    return section(all.id("machine"), "The machine",
                   facts_of(all) + "<div class=\"pair\">\n" + fma_table(all.roofs.fma) +
                       memory_table(all.roofs.memory) + "</div>\n");
}

}  // namespace vitro::bench::report
