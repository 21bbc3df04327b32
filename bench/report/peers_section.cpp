// bench/report/peers_section.cpp: vitro beside other libraries.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "bench/measure/console.hpp"
#include "bench/report/figures.hpp"
#include "bench/report/sections.hpp"
#include "examples/html/markup.hpp"

namespace vitro::bench::report {

using namespace html;

namespace {

constexpr const char* kOurs = "vitro";
constexpr double kLeast = 0.9, kLeastOfRows = 1.3;  ///< of a product, of an operation on rows; less is counted
constexpr int kOurSeries = 2, kPeerSeries = 0;

struct Bar {
    std::string name;
    double value = 0;
};

/// Bars of one shape, the longest as long as the cell.
std::string bars_of(const std::vector<Bar>& bars) {
    const double most = std::ranges::max(bars, {}, &Bar::value).value;
    std::string items;
    for (const Bar& one : bars)
        items += fmt::format("<li><span>{}</span>{}<b>{}</b></li>", escaped(one.name),
                             bar(one.value, most, one.name.starts_with(kOurs) ? kOurSeries : kPeerSeries),
                             digits(one.value));
    return "<ul class=\"bars\">" + items + "</ul>";
}

/// Of ratios above 0, and how many are below `least`; empty when there are none.
std::string mean_text(const std::vector<double>& ratios, const std::string& to, double least) {
    double logs = 0;
    std::size_t count = 0, below = 0;
    for (const double ratio : ratios) {
        if (!(ratio > 0)) continue;
        logs += std::log(ratio);
        ++count, below += ratio < least ? 1 : 0;
    }
    if (count == 0) return "";
    return fmt::format(
        "<p class=\"headline\"><b>{:.2f}</b> times {}, geometric mean of {} ratios; {} of them below "
        "{:.2f}</p>\n",
        std::exp(logs / static_cast<double>(count)), escaped(to), count, below, least);
}

/// What a row is about: a shape, and what came of it.
std::string heading_of(const std::string& shape, double ratio, const std::string& to) {
    if (!(ratio > 0)) return escaped(shape);
    return fmt::format("{}<small><b>{:.2f}</b> times {}</small>", escaped(shape), ratio, escaped(to));
}

std::string row_of(const Product& product) {
    std::vector<Bar> bars{{kOurs, product.gflops}};
    for (const auto& [name, gflops] : product.peers) bars.push_back({name, gflops});
    const std::string wrong = product.refused ? "<small><strong class=\"wrong\">wrong</strong></small>" : "";
    return row({heading_of(product.shape, product.ratio(), product.best()) + wrong, bars_of(bars)});
}

std::string group_of(const Product& product) {
    return fmt::format("{}, {}", product.transposition, threads_text(product.threads));
}

std::string products(const std::vector<Product>& all) {
    if (all.empty()) return "";
    std::vector<double> ratios;
    std::vector<std::string> groups;
    for (const Product& product : all) {
        ratios.push_back(product.ratio());
        if (std::ranges::count(groups, group_of(product)) == 0) groups.push_back(group_of(product));
    }
    std::string content = "<h3>Products, GFLOP/s</h3>\n" + mean_text(ratios, "the best peer of each shape", kLeast);
    for (const std::string& group : groups) {
        std::string rows;
        std::vector<double> own;
        for (const Product& product : all)
            if (group_of(product) == group) rows += row_of(product), own.push_back(product.ratio());
        content += details(group,
                           mean_text(own, "the best peer of each shape", kLeast) +
                               table("Products, " + group, {"m x n x k", "GFLOP/s"}, rows),
                           group == groups.front());
    }
    return content;
}

using Peers = std::map<std::string, double>;

/// Who is compared with where times are: only one peer has more than products.
std::string only_peer(const Peers& peers) {
    return peers.empty() ? "pytorch" : peers.begin()->first;
}

/// The peer's time over vitro's; 0 where it was not measured.
double ratio_of(double own, const Peers& peers, const std::string& peer) {
    const auto time = peers.find(peer);
    return time == peers.end() || !(own > 0) ? 0 : time->second / own;
}

std::string attention(const std::vector<AttentionTimes>& all) {
    if (all.empty()) return "";
    const std::string peer = only_peer(all.front().peers);
    std::vector<double> ratios;
    std::string rows;
    for (const AttentionTimes& one : all) {
        std::vector<Bar> bars{{kOurs, one.milliseconds}, {"vitro, composed", one.composed}};
        for (const auto& [name, milliseconds] : one.peers) bars.push_back({name, milliseconds});
        ratios.push_back(ratio_of(one.milliseconds, one.peers, peer));
        rows += row({heading_of(one.shape + ", " + threads_text(one.threads), ratios.back(), peer), bars_of(bars)});
    }
    return "<h3>Attention, forward and backward</h3>\n" + mean_text(ratios, "as fast as " + peer, 1) +
           table("Attention, milliseconds: the shorter the better", {"batch x heads x length x width", "milliseconds"},
                 rows);
}

std::string row_operations(const std::vector<RowTimes>& all) {
    if (all.empty()) return "";
    const std::string peer = only_peer(all.front().peers);
    std::vector<double> ratios;
    std::string rows;
    for (const RowTimes& one : all) {
        std::vector<Bar> bars{{kOurs, one.microseconds}};
        for (const auto& [name, microseconds] : one.peers) bars.push_back({name, microseconds});
        ratios.push_back(ratio_of(one.microseconds, one.peers, peer));
        const std::string shape = fmt::format("{} {}, {}", one.op, one.shape, threads_text(one.threads));
        rows += row({heading_of(shape, ratios.back(), peer), bars_of(bars)});
    }
    return "<h3>Memory-bound operations</h3>\n" + mean_text(ratios, "as fast as " + peer, kLeastOfRows) +
           table("Memory-bound operations, microseconds: the shorter the better",
                 {"operation, rows x cols", "microseconds"}, rows);
}

}  // namespace

std::string peers_section(const Gathered& all) {
    const std::string content = products(all.products) + attention(all.attention) + row_operations(all.rows);
    if (content.empty()) return "";
    return section(all.id("peers"), "Beside other libraries",
                   "<p>Each in a process of its own, asked in turn. Bars of a shape compare with each other; a ratio "
                   "above 1 says that vitro is faster.</p>\n" +
                       content);
}

}  // namespace vitro::bench::report
