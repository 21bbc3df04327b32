// bench/report/ladder_section.cpp: the rungs of each ladder as bars.
#include <algorithm>
#include <fmt/format.h>

#include "bench/measure/console.hpp"
#include "bench/report/figures.hpp"
#include "bench/report/sections.hpp"
#include "examples/html/markup.hpp"

namespace vitro::bench::report {

using namespace html;

namespace {

/// A variant is "forward/packed", or "forward+causal/packed": what is climbed, and the rung.
std::string climb_of(const Result& r) {
    return r.variant.substr(0, r.variant.find('/'));
}
std::string rung_of(const Result& r) {
    return r.variant.find('/') == std::string::npos ? r.variant : r.variant.substr(r.variant.find('/') + 1);
}

std::string caption_of(const Result& r) {
    std::string climb = climb_of(r);
    if (const auto plus = climb.find('+'); plus != std::string::npos) climb.replace(plus, 1, ", ");
    return fmt::format("{} {}, {}, {}", r.kernel, climb, r.size, r.isa);
}

std::string idea_of(const Gathered& all, const Result& r) {
    const std::string climb = climb_of(r);
    const auto idea = all.ideas.find(fmt::format("{}/{}/{}", r.kernel, climb.substr(0, climb.find('+')), rung_of(r)));
    return idea == all.ideas.end() ? "" : idea->second;
}

/// The bar is as long as the speed, of the fastest rung's.
std::string row_of(const Gathered& all, const Result& r, double first, double fastest) {
    const std::string idea = idea_of(all, r);
    std::string rung = escaped(rung_of(r)) + bar(fastest, r.seconds.median, series_of(r.isa));
    if (!idea.empty()) rung += "<span class=\"idea\">" + escaped(idea) + "</span>";
    return row({rung, digits(first / r.seconds.median), escaped(time_text(r.seconds.median)), escaped(rate_text(r)),
                escaped(share_text(r)), std::to_string(r.threads)});
}

std::string ladder_of(const Gathered& all, const std::vector<Result>& rungs) {
    const double fastest = std::ranges::min(rungs, {}, [](const Result& r) { return r.seconds.median; }).seconds.median;
    std::string rows;
    for (const Result& r : rungs) rows += row_of(all, r, rungs.front().seconds.median, fastest);
    return "<div class=\"ladder\">" +
           table(caption_of(rungs.front()), {"rung", "times", "median", "rate", "of its roof", "threads"}, rows) +
           "</div>\n";
}

}  // namespace

std::string ladder_section(const Gathered& all) {
    if (all.ladder.empty()) return "";
    std::vector<std::vector<Result>> ladders;
    for (const Result& r : all.ladder) {
        const auto own = std::ranges::find_if(
            ladders, [&](const std::vector<Result>& rungs) { return caption_of(rungs.front()) == caption_of(r); });
        if (own == ladders.end())
            ladders.push_back({r});
        else
            own->push_back(r);
    }
    std::string content =
        "<p>From the loops of the definition to the kernel that vitro uses, one idea a rung. Bars are speeds, the "
        "fastest "
        "rung's the longest; <em>times</em> is how many times as fast as the first rung.</p>\n";
    for (const std::vector<Result>& rungs : ladders) content += ladder_of(all, rungs);
    return section(all.id("ladder"), "What each idea is worth", content);
}

}  // namespace vitro::bench::report
