// examples/vitro/report/timing_section.cpp: a training step, by kind of op.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/runtime.hpp"
#include "examples/html/markup.hpp"
#include "examples/vitro/report/sections.hpp"
#include "examples/vitro/report/words.hpp"
#include "nn/train/progress.hpp"

namespace vitro::program::report {
namespace {

constexpr int kForward = 1, kBackward = 2;  // series

std::string cell(double seconds, double most, int series) {
    if (seconds == 0) return "";
    return fmt::format("{:.3f}{}", 1000 * seconds, html::bar(seconds, most, series));
}

}  // namespace

std::string timing_section(const Subject& subject) {
    const StepTiming& timing = subject.timing;
    if (timing.steps == 0)
        return note("No step was measured: " +
                    (subject.lacking.empty() ? std::string("the training has none.") : subject.lacking));
    const auto steps = static_cast<double>(timing.steps);
    const std::vector<core::OpTime> ops = timing.profile.sorted();
    const double whole = timing.profile.seconds() / steps;
    double most = 0, forward = 0, backward = 0;
    for (const core::OpTime& op : ops) {
        most = std::max({most, op.forward / steps, op.backward / steps});
        forward += op.forward / steps, backward += op.backward / steps;
    }
    std::string rows;
    for (const core::OpTime& op : ops)
        rows += html::row({html::escaped(op.name), fmt::format("{:.4g}", static_cast<double>(op.calls) / steps),
                           cell(op.forward / steps, most, kForward), cell(op.backward / steps, most, kBackward),
                           fmt::format("{:.1f}", 100 * op.seconds() / steps / whole)});
    rows +=
        html::row({"all", "", fmt::format("{:.3f}", 1000 * forward), fmt::format("{:.3f}", 1000 * backward), "100"});
    return fmt::format(
               "<p>{:.2f} ms a training step, the mean of {} that were taken in memory while this report was made, "
               "with "
               "the kernels {} and {} thread{}: {} target tokens a second. <b>clip</b> is the gradient's norm, "
               "<b>update</b> the optimizer; what happens between two ops, as the making of a batch, counts to the "
               "later "
               "one.</p>\n",
               1000 * whole, timing.steps, core::runtime::kernels().name, core::runtime::threads(),
               core::runtime::threads() == 1 ? "" : "s",
               nn::grouped(std::llround(static_cast<double>(timing.tokens) / timing.profile.seconds()))) +
           html::table("A training step, in milliseconds", {"op", "calls", "forward", "backward", "%"}, rows);
}

}  // namespace vitro::program::report
