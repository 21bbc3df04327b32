// bench/steps/lines.cpp: a step as a line, where its time goes as a table.
#include "bench/steps/lines.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <numeric>

namespace vitro::bench {
namespace {

constexpr std::size_t kShown = 8;  ///< ops in a breakdown
constexpr int kTokensWidth = 12;

std::string without_line_end(std::string text) {
    text.pop_back();
    return text;
}

std::string time_or_none(double seconds) {
    return seconds > 0 ? time_text(seconds) : "-";
}

double sum_of(const std::vector<OpTime>& ops, double OpTime::*part) {
    return std::accumulate(ops.begin(), ops.end(), 0.0,
                           [part](double sum, const OpTime& op) { return sum + op.*part; });
}

std::string share_text(double part, double whole) {
    return fmt::format("{:.1f}%", 100 * part / whole);
}

std::vector<std::string> row_of(const OpTime& op, double whole, double backward_factor) {
    const double flops = op.flops * (op.backward > 0 ? 1 + backward_factor : 1);
    return {op.name,
            std::to_string(op.calls),
            share_text(op.seconds(), whole),
            time_or_none(op.forward),
            time_or_none(op.backward),
            flops > 0 ? digits(flops / op.seconds() * 1e-9) : "-"};
}

/// What those behind the first take together.
std::vector<std::string> row_of_rest(const std::vector<OpTime>& ops, std::size_t first, double whole) {
    OpTime rest;
    for (std::size_t i = first; i < ops.size(); ++i) {
        rest.calls += ops[i].calls;
        rest.forward += ops[i].forward;
        rest.backward += ops[i].backward;
    }
    rest.name = fmt::format("{} others", ops.size() - first);
    return row_of(rest, whole, 0);
}

}  // namespace

std::string StepConsole::heading() const {
    // "of" is a character shorter than what stands below it.
    const std::string tokens = fmt::format("{:>{}}", "tokens/s", kTokensWidth + 1);
    return without_line_end(console_.heading()) + program::bold(terminal_, tokens) + "\n";
}

std::string StepConsole::line(const StepResult& step) const {
    return without_line_end(console_.line(step.result)) +
           fmt::format("{:>{}.0f}\n", step.tokens_per_second(), kTokensWidth);
}

std::string StepConsole::breakdown(const StepResult& step) const {
    const std::vector<OpTime> ops = step.profile.sorted();
    const double whole = step.profile.seconds();
    std::vector<std::vector<std::string>> rows;
    const std::size_t shown = ops.size() > kShown + 1 ? kShown : ops.size();  // one other can be named as well
    for (std::size_t i = 0; i < shown; ++i) rows.push_back(row_of(ops[i], whole, step.backward_factor));
    if (shown < ops.size()) rows.push_back(row_of_rest(ops, shown, whole));
    rows.push_back({"all", "-", share_text(whole, whole), time_text(sum_of(ops, &OpTime::forward)),
                    time_or_none(sum_of(ops, &OpTime::backward)), "-"});
    return program::table(terminal_, {"op", "calls", "share", "forward", "backward", "GFLOP/s"}, rows) + "\n";
}

nlohmann::ordered_json json_of(const StepResult& step) {
    nlohmann::ordered_json json = {
        {"name", step.result.name}, {"tokens", step.tokens}, {"tokens_per_second", step.tokens_per_second()}};
    for (const OpTime& op : step.profile.sorted())
        json["breakdown"].push_back({{"op", op.name},
                                     {"calls", op.calls},
                                     {"flops", op.flops},
                                     {"forward", op.forward},
                                     {"backward", op.backward}});
    return json;
}

}  // namespace vitro::bench
