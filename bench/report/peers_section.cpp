// bench/report/peers_section.cpp: vitro beside other libraries.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "bench/measure/console.hpp"
#include "bench/report/markup.hpp"
#include "bench/report/sections.hpp"

namespace vitro::bench::report {
namespace {

constexpr const char* kOurs = "vitro";
constexpr double kLeast = 0.9;  ///< of a product beside the best peer; less is counted
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

/// The peer's time over vitro's; 0 where it was not measured.
double ratio_of(const AttentionTimes& one, const std::string& peer) {
    const auto time = one.peers.find(peer);
    return time == one.peers.end() || !(one.milliseconds > 0) ? 0 : time->second / one.milliseconds;
}

std::string attention(const std::vector<AttentionTimes>& all) {
    if (all.empty()) return "";
    const std::string peer = all.front().peers.empty() ? "pytorch" : all.front().peers.begin()->first;
    std::vector<double> ratios;
    std::string rows;
    for (const AttentionTimes& one : all) {
        std::vector<Bar> bars{{kOurs, one.milliseconds}, {"vitro, composed", one.composed}};
        for (const auto& [name, milliseconds] : one.peers) bars.push_back({name, milliseconds});
        ratios.push_back(ratio_of(one, peer));
        rows += row({heading_of(one.shape + ", " + threads_text(one.threads), ratios.back(), peer), bars_of(bars)});
    }
    return "<h3>Attention, forward and backward</h3>\n" + mean_text(ratios, "as fast as " + peer, 1) +
           table("Attention, milliseconds: the shorter the better", {"batch x heads x length x width", "milliseconds"},
                 rows);
}

}  // namespace

std::string peers_section(const Gathered& all) {
    const std::string content = products(all.products) + attention(all.attention);
    if (content.empty()) return "";
    return section(all.id("peers"), "Beside other libraries",
                   "<p>Each in a process of its own, asked in turn. Bars of a shape compare with each other; a ratio "
                   "above 1 says that vitro is faster.</p>\n" +
                       content);
}

}  // namespace vitro::bench::report
