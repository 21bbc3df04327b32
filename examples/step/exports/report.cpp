// examples/step/exports/report.cpp: runs the checks, and writes down what they say.
#include "examples/step/exports/report.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/error.hpp"

namespace vitro::step {
namespace {

constexpr int kSamples = 4;

std::size_t left_out(const Report& report) {
    return static_cast<std::size_t>(
        std::ranges::count_if(report.events, [](const EventCheck& c) { return !c.note.empty(); }));
}

std::string conservation_line(const Conservation& c) {
    const std::string kernels = c.same_kernels ? "" : ", the recording's kernels being others than those in use";
    return fmt::format("{} sums equal to the bit; {} of {} contributions equal to the bit when computed again{}",
                       c.sums, c.exact, c.products, kernels);
}

std::vector<std::string> failures(const Report& report) {
    std::vector<std::string> lines = report.conservation.wrong;
    for (std::size_t i = 0; i < report.events.size(); ++i)
        if (report.events[i].note.empty() && !report.events[i].passed())
            lines.push_back(fmt::format("event {} {}: {}", report.events[i].event, report.event_names[i],
                                        verdict(report.events[i])));
    for (std::size_t i = 0; i < report.differences.size(); ++i)
        if (!report.differences[i].passed())
            lines.push_back(fmt::format("g:{}: differences off by {:.1e}, recording by {:.1e}", report.value_names[i],
                                        report.differences[i].difference_error, report.differences[i].recorded_error));
    return lines;
}

/// A large model has all its tensors computed again, but differences of every so manieth only: each number of them
/// costs four replays of what depends on it.
std::size_t stride(const Timeline& timeline, std::size_t values) {
    constexpr double kMostFlops = 2e10;
    double flops = 0;
    for (const trace::Application& op : timeline.graph().ops) flops += static_cast<double>(op.flops);
    const double work = static_cast<double>(values) * kSamples * 4 * flops / 2;
    return static_cast<std::size_t>(std::max(1.0, std::ceil(work / kMostFlops)));
}

}  // namespace

double Report::worst_recomputed() const {
    double worst = 0;
    for (const EventCheck& check : events)
        if (check.note.empty()) worst = std::max(worst, check.error);
    return worst;
}

double Report::worst_difference() const {
    double worst = 0;
    for (const DifferenceCheck& check : differences) worst = std::max(worst, check.difference_error);
    return worst;
}

double Report::worst_recorded() const {
    double worst = 0;
    for (const DifferenceCheck& check : differences) worst = std::max(worst, check.recorded_error);
    return worst;
}

bool Report::passed() const {
    return failures(*this).empty();
}

Report report_of(const Timeline& timeline) {
    Report report{.title = timeline.recording().title,
                  .conservation = conservation(timeline),
                  .events = recompute_all(timeline),
                  .differences = {},
                  .left_out = {},
                  .event_names = {},
                  .value_names = {}};
    for (const EventCheck& check : report.events) report.event_names.push_back(timeline.full_name_at(check.event));
    try {
        Differences differences(timeline);
        const std::vector<int> values = differences.values();
        const std::size_t every = stride(timeline, values.size());
        if (every > 1) report.left_out_values = values.size() - (values.size() + every - 1) / every;
        for (std::size_t i = 0; i < values.size(); i += every) {
            const int value = values[i];
            report.differences.push_back(differences.check(value, kSamples));
            report.value_names.push_back(timeline.value(value).name);
        }
    } catch (const core::Error& error) {
        report.left_out = error.what();
    }
    return report;
}

std::string report_text(const Report& report) {
    std::size_t samples = 0;
    for (const DifferenceCheck& check : report.differences) samples += check.samples.size();
    std::string text = fmt::format("conservation  {}\n", conservation_line(report.conservation));
    text += fmt::format("recomputed    {} events in double, off by {:.1e} at most (bound {:.0e}){}\n",
                        report.events.size() - left_out(report), report.worst_recomputed(), kRecomputeBound,
                        left_out(report) > 0 ? fmt::format("; {} left out", left_out(report)) : "");
    if (report.left_out.empty())
        text += fmt::format(
            "differences   {} numbers of {} tensors, off by {:.1e} at most (bound {:.0e}){}\n"
            "recording     off by {:.1e} from the chain rule in double (bound {:.0e})\n",
            samples, report.differences.size(), report.worst_difference(), kDifferenceBound,
            report.left_out_values == 0
                ? ""
                : fmt::format("; {} tensors left out: that many take long", report.left_out_values),
            report.worst_recorded(), kRecordedBound);
    else
        text += fmt::format("differences   left out: {}\n", report.left_out);
    const std::vector<std::string> wrong = failures(report);
    for (const std::string& line : wrong) text += "WRONG: " + line + "\n";
    return text + (wrong.empty() ? "All is right.\n" : fmt::format("{} checks failed.\n", wrong.size()));
}

std::string report_markdown(const Report& report) {
    std::string text = fmt::format("# Checks of: {}\n\n```\n{}```\n\n", report.title, report_text(report));
    text += "## Events, computed again in double\n\n| event | name | verdict |\n|---|---|---|\n";
    for (std::size_t i = 0; i < report.events.size(); ++i)
        text +=
            fmt::format("| {} | {} | {} |\n", report.events[i].event, report.event_names[i], verdict(report.events[i]));
    text +=
        "\n## Gradients against central differences\n\n| tensor | samples | difference | recording | "
        "|\n|---|---|---|---|---|\n";
    for (std::size_t i = 0; i < report.differences.size(); ++i) {
        const DifferenceCheck& check = report.differences[i];
        text += fmt::format("| {} | {} | {:.1e} | {:.1e} | {} |\n", report.value_names[i], check.samples.size(),
                            check.difference_error, check.recorded_error, check.passed() ? "right" : "WRONG");
    }
    return text;
}

}  // namespace vitro::step
