// examples/step/terminal/check.cpp: the verdicts on one event, on one tensor, on everything.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/error.hpp"
#include "examples/step/analysis/conservation.hpp"
#include "examples/step/analysis/differences.hpp"
#include "examples/step/analysis/elements.hpp"
#include "examples/step/analysis/recompute.hpp"
#include "examples/step/exports/report.hpp"
#include "examples/step/terminal/reference.hpp"
#include "examples/step/terminal/verbs.hpp"

namespace vitro::step {
namespace {

std::string sample_rows(Debugger& d, const DifferenceCheck& check) {
    const core::Shape& shape = d.timeline().value(check.value).shape;
    std::string text = "  number          recorded         chain rule, f64  difference, f64\n";
    for (const Sample& sample : check.samples)
        text += fmt::format("  {} {:<16.8g} {:<16.10g} {:.10g}\n", padded(index_text(shape, sample.element), 15),
                            sample.recorded, sample.chain, sample.difference);
    return text;
}

std::string sweep_rows(const std::vector<SweepPoint>& points) {
    std::string text = "  how far x is moved, and how far the difference is off then:\n";
    for (const SweepPoint& point : points) {
        const int length = std::clamp(static_cast<int>(2 * (std::log10(std::max(point.error, 1e-14)) + 14)), 0, 28);
        text += fmt::format("    {:.1e}  {:.1e}  {}\n", point.move, point.error,
                            std::string(static_cast<std::size_t>(length), '#'));
    }
    return text;
}

std::string check_value(Debugger& d, int value) {
    const Timeline& timeline = d.timeline();
    if (timeline.final_gradient(value).empty())
        return fmt::format("{} has no gradient to be checked\n", timeline.value(value).name);
    Differences differences(timeline);
    const DifferenceCheck check = differences.check(value);
    const auto steepest =
        std::ranges::max_element(check.samples, {}, [](const Sample& sample) { return std::abs(sample.chain); });
    return wrapped(d.look,
                   fmt::format("g:{}: central differences are within {:.1e} of the chain rule, the recording "
                               "within {:.1e} of it: {}",
                               timeline.value(value).name, check.difference_error, check.recorded_error,
                               check.passed() ? "right" : "WRONG"),
                   2) +
           sample_rows(d, check) + sweep_rows(differences.sweep(value, steepest->element));
}

}  // namespace

std::string check(Debugger& d, const Words& words) {
    if (!words.empty() && words[0] == "all") return report_text(report_of(d.timeline()));
    if (!words.empty()) return check_value(d, reference_of(d.timeline(), words[0], "g", d.focus()).value);
    using enum trace::EventKind;
    const trace::EventKind kind = d.event().kind;
    const bool computes = kind != zero && kind != input && kind != loss && kind != seed;
    const std::string outcome = computes
                                    ? "computed again in double: " + verdict(recompute(d.timeline(), d.place.event))
                                    : "nothing is computed here";
    const std::string text = fmt::format("  {}: {}\n", d.timeline().full_name_at(d.place.event), outcome);
    const int value = d.focus();
    return value < 0 ? text : text + check_value(d, value);
}

}  // namespace vitro::step
