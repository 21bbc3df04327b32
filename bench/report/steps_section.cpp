// bench/report/steps_section.cpp: training steps, as `bench steps` records them: results, or rows of its own.
#include <algorithm>
#include <fmt/format.h>

#include "bench/measure/console.hpp"
#include "bench/report/markup.hpp"
#include "bench/report/sections.hpp"

namespace vitro::bench::report {
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

std::string value_text(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    return value.is_number_float() ? fmt::format("{:.4g}", value.get<double>()) : value.dump();
}

/// A column for each key, in the order in which keys come.
std::string listed(const Json& all) {
    if (all.empty()) return "";
    std::vector<std::string> keys;
    for (const Json& one : all)
        for (const auto& [key, value] : one.items())
            if (std::ranges::count(keys, key) == 0) keys.push_back(key);
    std::string rows;
    for (const Json& one : all) {
        std::vector<std::string> cells;
        for (const std::string& key : keys) cells.push_back(one.contains(key) ? escaped(value_text(one[key])) : "-");
        rows += row(cells);
    }
    return table("Training steps", keys, rows);
}

}  // namespace

std::string steps_section(const Gathered& all) {
    const std::string content = results(all.steps) + listed(all.step_rows);
    return content.empty() ? "" : section(all.id("steps"), "Training steps", content);
}

}  // namespace vitro::bench::report
