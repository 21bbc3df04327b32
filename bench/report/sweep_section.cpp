// bench/report/sweep_section.cpp: GFLOP/s of square products against their size.
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <map>
#include <set>

#include "bench/measure/console.hpp"
#include "bench/report/figures.hpp"
#include "bench/report/sections.hpp"
#include "examples/html/chart.hpp"
#include "examples/html/markup.hpp"

namespace vitro::bench::report {

using namespace html;

namespace {

/// n of "512x512x512"; 0 where the size does not begin with a number.
int edge_of(const std::string& size) {
    int n = 0;
    std::from_chars(size.data(), size.data() + size.size(), n);
    return std::max(n, 0);
}

/// The curves of one number of threads: GFLOP/s by n, by instruction set.
using Curves = std::map<std::string, std::map<int, double>>;

std::vector<std::string> sorted_isas(const Curves& curves) {
    std::vector<std::string> isas;
    for (const auto& [isa, curve] : curves) isas.push_back(isa);
    std::ranges::stable_sort(isas, {}, series_of);
    return isas;
}

void draw(Chart& chart, const Axis& x, const Curves& curves, const std::vector<FmaRoof>& roofs) {
    for (const FmaRoof& roof : roofs)
        chart.line({{x.low, roof.gflops}, {x.high, roof.gflops}}, fmt::format("dashed s{}", series_of(roof.isa)),
                   fmt::format("{} multiply-adds alone: {} GFLOP/s", roof.isa, digits(roof.gflops)));
    for (const std::string& isa : sorted_isas(curves)) {
        const std::map<int, double>& curve = curves.at(isa);
        std::vector<Chart::Point> points(curve.begin(), curve.end());
        chart.line(points, fmt::format("curve s{}", series_of(isa)), isa);
        for (const Chart::Point& point : points)
            chart.mark(point, series_of(isa),
                       fmt::format("{}, n {}: {} GFLOP/s", isa, point.first, digits(point.second)));
    }
}

std::string drawn(const Curves& curves, int threads, const Gathered& all) {
    std::vector<FmaRoof> roofs;
    std::ranges::copy_if(all.roofs.fma, std::back_inserter(roofs),
                         [&](const FmaRoof& r) { return r.threads == threads && curves.contains(r.isa); });
    double most = 0, low = 1e9, high = 1;
    for (const FmaRoof& roof : roofs) most = std::max(most, roof.gflops);
    for (const auto& [isa, curve] : curves)
        for (const auto& [n, rate] : curve)
            most = std::max(most, rate), low = std::min<double>(low, n), high = std::max<double>(high, n);
    const Axis x{"n", low / 1.15, high * 1.15, true, logarithmic_ticks(low, high, 2, 8)};
    const std::vector<double> ticks = linear_ticks(most * 1.02, 6);
    const Axis y{"GFLOP/s", 0, ticks.back(), false, ticks};
    Chart chart(all.id(fmt::format("sweep-of-{}", threads)), "Products of n by n matrices, " + threads_text(threads),
                fmt::format("GFLOP/s against n from {} to {}, a line for each of {}.", low, high,
                            fmt::join(sorted_isas(curves), ", ")),
                x, y);
    draw(chart, x, curves, roofs);
    return "<figure>\n" + chart.svg() + "<figcaption>" + threads_text(threads) + "</figcaption></figure>\n";
}

/// The same figures for those who do not see the pictures.
std::string figures(const std::map<int, Curves>& by_team) {
    std::set<int> sizes;
    std::vector<std::string> columns{"n"};
    for (const auto& [threads, curves] : by_team)
        for (const std::string& isa : sorted_isas(curves)) {
            columns.push_back(isa + ", " + threads_text(threads));
            for (const auto& [n, rate] : curves.at(isa)) sizes.insert(n);
        }
    std::string rows;
    for (const int n : sizes) {
        std::vector<std::string> cells{std::to_string(n)};
        for (const auto& [threads, curves] : by_team)
            for (const std::string& isa : sorted_isas(curves))
                cells.push_back(curves.at(isa).contains(n) ? digits(curves.at(isa).at(n)) : "-");
        rows += row(cells);
    }
    return table("GFLOP/s of n by n by n", columns, rows);
}

}  // namespace

std::string sweep_section(const Gathered& all) {
    std::map<int, Curves> by_team;
    Curves any;
    for (const Result& r : all.sweep)
        if (const int n = edge_of(r.size); n > 0 && r.gflops > 0 && !r.refused())
            by_team[r.threads][r.isa][n] = any[r.isa][n] = r.gflops;
    if (by_team.empty()) return "";
    std::string pictures;
    for (const auto& [threads, curves] : by_team) pictures += drawn(curves, threads, all);
    return section(all.id("sweep"), "Speed against size",
                   "<p>Products of square matrices: where packing and threads begin to pay, and where a cache "
                   "ends.</p>\n" +
                       legend_of(sorted_isas(any), "multiply-adds alone") + "<div class=\"pair\">\n" + pictures +
                       "</div>\n" + details("The figures", figures(by_team), false));
}

}  // namespace vitro::bench::report
