// bench/report/steps_section.cpp: training steps, as `bench steps` records them: results, and each op's part of the
// time.
#include <algorithm>
#include <fmt/format.h>

#include "bench/measure/console.hpp"
#include "bench/report/figures.hpp"
#include "bench/report/sections.hpp"
#include "examples/html/markup.hpp"

namespace vitro::bench::report {

using namespace html;

namespace {

using Json = nlohmann::ordered_json;

std::string results(const std::vector<Result>& all) {
    if (all.empty()) return "";
    std::string rows;
    for (const Result& r : all) {
        const Statistics& s = r.seconds;
        rows += row({escaped(r.name), escaped(time_text(s.median)), escaped(time_text(s.minimum)),
                     fmt::format("{:.0f}%", 100 * s.spread / s.median), escaped(rate_text(r)), escaped(share_text(r))});
    }
    return table("A training step", {"step", "median", "minimum", "spread", "rate", "of its roof"}, rows);
}

/// Where a step's time goes, by op: forward, and backward.
std::string breakdown(const Json& step) {
    double most = 0;
    for (const Json& op : step["breakdown"])
        most = std::max({most, op["forward"].get<double>(), op["backward"].get<double>()});
    const auto cell = [&](const Json& seconds) {
        return escaped(time_text(seconds.get<double>())) + bar(seconds.get<double>(), most, 1);
    };
    std::string rows;
    for (const Json& op : step["breakdown"])
        rows += row({escaped(op["op"].get<std::string>()), std::to_string(op["calls"].get<std::int64_t>()),
                     cell(op["forward"]), cell(op["backward"])});
    const std::string name = step["name"];
    return details(fmt::format("{}: {:.0f} tokens a second", name, step["tokens_per_second"].get<double>()),
                   table(name + ", by op", {"op", "calls", "forward", "backward"}, rows), false);
}

std::string breakdowns(const Json& all) {
    std::string content;
    for (const Json& step : all) content += breakdown(step);
    return content;
}

}  // namespace

std::string steps_section(const Gathered& all) {
    const std::string content = results(all.steps) + breakdowns(all.step_rows);
    return content.empty() ? "" : section(all.id("steps"), "Training steps", content);
}

}  // namespace vitro::bench::report
