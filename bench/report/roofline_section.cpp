// bench/report/roofline_section.cpp: the roofline (Williams, Waterman, Patterson 2009): no kernel can do more
// operations a second than multiply-adds alone do, nor more than its bytes, at the speed of the memory they are in, let
// it.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

#include "bench/measure/console.hpp"
#include "bench/report/figures.hpp"
#include "bench/report/sections.hpp"
#include "examples/html/chart.hpp"
#include "examples/html/markup.hpp"

namespace vitro::bench::report {

using namespace html;

namespace {

bool is_dot(const Result& r) {
    return r.operations > 0 && r.bytes > 0 && r.gflops > 0 && !r.refused();
}

double intensity(const Result& r) {
    return r.operations / r.bytes;
}

double best_of(const MemoryRoof& roof) {
    return std::max({roof.read, roof.copy, roof.update});
}

/// What one picture shows: all of it with the same number of threads.
struct Picture {
    int threads = 1;
    std::vector<Result> dots;
    std::vector<FmaRoof> fma;
    std::vector<MemoryRoof> memory;
};

Picture picture_of(const Gathered& all, const std::vector<Result>& dots, int threads) {
    Picture picture{.threads = threads, .dots = {}, .fma = {}, .memory = {}};
    std::ranges::copy_if(dots, std::back_inserter(picture.dots), [&](const Result& r) { return r.threads == threads; });
    std::ranges::copy_if(all.roofs.fma, std::back_inserter(picture.fma),
                         [&](const FmaRoof& r) { return r.threads == threads && r.gflops > 0; });
    std::ranges::copy_if(all.roofs.memory, std::back_inserter(picture.memory),
                         [&](const MemoryRoof& r) { return r.threads == threads && best_of(r) > 0; });
    return picture;
}

/// Room around all of the numbers, and above the highest for the names of the memory's levels.
Axis axis_around(const std::string& title, const std::vector<double>& numbers, double room) {
    const double low = std::ranges::min(numbers) / 1.6, high = std::ranges::max(numbers) * room;
    return {title, low, high, true, logarithmic_ticks(low, high, 10, 7)};
}

double highest(const Picture& picture) {
    double most = 0;
    for (const FmaRoof& roof : picture.fma) most = std::max(most, roof.gflops);
    if (most > 0) return most;
    for (const Result& r : picture.dots) most = std::max(most, r.gflops);
    return most;
}

void draw_fma(Chart& chart, const Picture& picture, const Axis& x) {
    std::vector<double> wanted;
    for (const FmaRoof& roof : picture.fma) {
        chart.line({{x.low, roof.gflops}, {x.high, roof.gflops}}, fmt::format("roof s{}", series_of(roof.isa)),
                   fmt::format("{} multiply-adds alone: {} GFLOP/s", roof.isa, digits(roof.gflops)));
        wanted.push_back(chart.y(roof.gflops) - 5);
    }
    const std::vector<double> places = apart(wanted, Chart::kLine, Chart::kTop + Chart::kLine, Chart::kBottom - 4);
    for (std::size_t i = 0; i < places.size(); ++i)
        chart.label(Chart::kRight - 4, places[i], "end", picture.fma[i].isa + " " + digits(picture.fma[i].gflops));
}

/// Each level's line rises from the edge of the picture to the highest roof, above which its name stands.
void draw_memory(Chart& chart, const Picture& picture, const Axis& x, const Axis& y) {
    const double top = highest(picture);
    std::vector<double> wanted;
    for (const MemoryRoof& roof : picture.memory) {
        const double rate = best_of(roof), from = std::max(x.low, y.low / rate), to = std::min(x.high, top / rate);
        wanted.push_back(chart.x(std::clamp(top / rate, x.low, x.high)));
        if (to > from)
            chart.line({{from, from * rate}, {to, to * rate}}, "roof memory",
                       fmt::format("{}, {}: {} GB/s", roof.level, bytes_text(roof.bytes), digits(rate)));
    }
    const std::vector<double> places = apart(wanted, 40, Chart::kLeft + 16, Chart::kRight - 20);
    for (std::size_t i = 0; i < places.size(); ++i)
        chart.label(places[i], chart.y(top) - 8, "middle", picture.memory[i].level);
}

std::string tooltip_of(const Result& r) {
    return fmt::format("{}: {} GFLOP/s, {} GB/s, {}", r.name, digits(r.gflops), digits(r.gbs), share_text(r));
}

std::string drawn(const Picture& picture, const std::string& id) {
    std::vector<double> intensities, rates;
    for (const Result& r : picture.dots) intensities.push_back(intensity(r)), rates.push_back(r.gflops);
    for (const FmaRoof& roof : picture.fma) rates.push_back(roof.gflops);
    for (const MemoryRoof& roof : picture.memory) intensities.push_back(highest(picture) / best_of(roof));
    const Axis x = axis_around("operations per byte moved", intensities, 1.6);
    const Axis y = axis_around("GFLOP/s", rates, 2.2);
    const std::string threads = threads_text(picture.threads);
    Chart chart(id, "Roofline, " + threads,
                fmt::format("{} kernels by operations per byte and GFLOP/s on logarithmic axes, below {} roofs of "
                            "multiply-adds and {} of memory. The figures are in the tables below.",
                            picture.dots.size(), picture.fma.size(), picture.memory.size()),
                x, y);
    draw_memory(chart, picture, x, y);
    draw_fma(chart, picture, x);
    for (const Result& r : picture.dots) chart.mark({intensity(r), r.gflops}, series_of(r.isa), tooltip_of(r));
    return "<figure>\n" + chart.svg() + "<figcaption>" + threads + "</figcaption></figure>\n";
}

}  // namespace

std::string roofline_section(const Gathered& all) {
    std::vector<Result> dots;
    std::ranges::copy_if(all.kernels, std::back_inserter(dots), is_dot);
    if (dots.empty()) std::ranges::copy_if(all.sweep, std::back_inserter(dots), is_dot);
    if (dots.empty()) return "";
    std::set<int> teams;
    std::vector<std::string> isas;
    for (const Result& r : dots) {
        teams.insert(r.threads);
        if (std::ranges::count(isas, r.isa) == 0) isas.push_back(r.isa);
    }
    std::ranges::stable_sort(isas, {}, series_of);
    std::string pictures;
    for (const int threads : teams)
        pictures += drawn(picture_of(all, dots, threads), all.id(fmt::format("roofline-of-{}", threads)));
    return section(
        all.id("roofline"), "Roofline",
        "<p>Every kernel that computes, by how much it computes for each byte it moves. The level lines are "
        "multiply-adds alone, the slanted ones the fastest of reading, copying and updating in each level of "
        "memory. A mark far below the line above it leaves something to gain; point at it for its name.</p>\n" +
            legend_of(isas, "") + "<div class=\"pair\">\n" + pictures + "</div>\n");
}

}  // namespace vitro::bench::report
