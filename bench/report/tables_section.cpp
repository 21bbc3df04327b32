// bench/report/tables_section.cpp: every case of every slot, its instruction sets and numbers of threads side by side.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <tuple>

#include "bench/report/figures.hpp"
#include "bench/report/sections.hpp"
#include "examples/html/markup.hpp"

namespace vitro::bench::report {

using namespace html;

namespace {

/// One column: an instruction set with a number of threads.
struct Column {
    int series = 0;
    std::string isa;
    int threads = 1;
    auto operator<=>(const Column&) const = default;
};

Column column_of(const Result& r) {
    return {series_of(r.isa), r.isa, r.threads};
}

/// The results of one slot, as they come.
using Slot = std::vector<const Result*>;

/// The best instruction set first: on a phone, it is what is seen.
std::vector<Column> columns_of(const Slot& slot) {
    std::vector<Column> columns;
    for (const Result* r : slot)
        if (std::ranges::count(columns, column_of(*r)) == 0) columns.push_back(column_of(*r));
    std::ranges::sort(columns, [](const Column& a, const Column& b) {
        return std::tuple(-a.series, a.isa, a.threads) < std::tuple(-b.series, b.isa, b.threads);
    });
    return columns;
}

std::string case_of(const Result& r) {
    return r.variant.empty() ? r.size : r.variant + " " + r.size;
}

std::string cell_of(const Result& r) {
    const std::string share = r.refused() ? "<strong class=\"wrong\">wrong</strong>" : escaped(share_text(r));
    return escaped(rate_text(r)) + (r.refused() ? "" : bar(r.share, 1, series_of(r.isa))) + "<small>" + share +
           "</small>";
}

std::string table_of(const Slot& slot, const std::string& name) {
    const std::vector<Column> columns = columns_of(slot);
    std::vector<std::string> headings{"case"}, cases;
    for (const Column& column : columns) headings.push_back(column.isa + ", " + threads_text(column.threads));
    std::map<std::pair<std::string, Column>, const Result*> cells;
    for (const Result* r : slot) {
        if (std::ranges::count(cases, case_of(*r)) == 0) cases.push_back(case_of(*r));
        cells[{case_of(*r), column_of(*r)}] = r;
    }
    std::string rows;
    for (const std::string& one : cases) {
        std::vector<std::string> line{escaped(one)};
        for (const Column& column : columns) {
            const auto cell = cells.find({one, column});
            line.push_back(cell == cells.end() ? "-" : cell_of(*cell->second));
        }
        rows += row(line);
    }
    return table(name, headings, rows);
}

/// What is worth knowing before the table is opened: of the best instruction set.
std::string summary_of(const Slot& slot, const std::string& name) {
    const std::string best = columns_of(slot).front().isa;
    std::vector<double> shares;
    std::size_t wrong = 0;
    for (const Result* r : slot) {
        wrong += r->refused() ? 1 : 0;
        if (r->isa == best && r->share > 0 && !r->refused()) shares.push_back(r->share);
    }
    std::string text = fmt::format("{}: {} results", name, slot.size());
    if (!shares.empty())
        text += fmt::format("; {} at {:.0f} to {:.0f}% of its roof", best, 100 * std::ranges::min(shares),
                            100 * std::ranges::max(shares));
    return wrong == 0 ? text : text + fmt::format("; {} wrong", wrong);
}

}  // namespace

std::string tables_section(const Gathered& all) {
    if (all.kernels.empty()) return "";
    std::vector<std::pair<std::string, Slot>> slots;
    for (const Result& r : all.kernels) {
        auto own = std::ranges::find(slots, r.kernel, [](const auto& slot) { return slot.first; });
        if (own == slots.end()) own = slots.insert(slots.end(), {r.kernel, {}});
        own->second.push_back(&r);
    }
    std::string content =
        "<p>Medians. GFLOP/s where multiply-adds are the roof, GB/s moved where memory is; the bar is the share of the "
        "roof. A figure above its roof tells of the measurement, and is marked <strong "
        "class=\"wrong\">wrong</strong>.</p>\n";
    for (const auto& [name, slot] : slots)
        content += details(summary_of(slot, name), table_of(slot, name), name == slots.front().first);
    return section(all.id("tables"), "Instruction sets and threads compared", content);
}

}  // namespace vitro::bench::report
