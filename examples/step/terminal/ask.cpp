// examples/step/terminal/ask.cpp: why a gradient is as large as it is.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/error.hpp"
#include "examples/step/analysis/elements.hpp"
#include "examples/step/analysis/why.hpp"
#include "examples/step/terminal/element_story.hpp"
#include "examples/step/terminal/reference.hpp"
#include "examples/step/terminal/update_card.hpp"
#include "examples/step/terminal/verbs.hpp"

namespace vitro::step {
namespace {

std::string bar(double share, int width) {
    const int length = std::clamp(static_cast<int>(std::lround(std::abs(share) * width)), 0, width);
    return std::string(static_cast<std::size_t>(length), share < 0 ? '-' : '#');
}

std::string share_table(Debugger& d, int value) {
    const Timeline& timeline = d.timeline();
    std::string text = "      |c|        cosine    share   gain     through\n";
    double total = 0;
    int part = 0;
    for (const Share& share : shares_of(timeline, value)) {
        total += share.share;
        const trace::Application& op = timeline.op(share.op);
        text += fmt::format("  {:<3} {:<10} {:>6.3f}  {:>6.1f} %  {:<8} {}\n", fmt::format("{}", ++part),
                            brief(share.norm), share.cosine, 100 * share.share, brief(share.gain),
                            tail(timeline.value(op.output).name, std::max(16, d.look.columns - 44)));
    }
    return text + fmt::format("  shares sum to {:.1f} %\n", 100 * total);
}

std::string waterfall(Debugger& d, int value) {
    const Timeline& timeline = d.timeline();
    const std::vector<Hop> way = way_to_the_loss(timeline, value);
    double least = 1e300, most = -1e300;
    for (const Hop& hop : way)
        if (hop.norm > 0) least = std::min(least, std::log10(hop.norm)), most = std::max(most, std::log10(hop.norm));
    std::string text = "Along the largest share to the loss (bars: log10 |g|):\n";
    const int room = std::max(20, d.look.columns - 42);
    for (const Hop& hop : way) {
        const double at = hop.norm > 0 && most > least ? (std::log10(hop.norm) - least) / (most - least) : 0;
        const std::string through = hop.through.op < 0 ? "" : fmt::format("{:>5.0f} %", 100 * hop.through.share);
        text += fmt::format("  {} {:>10} {:>8}  {}\n", padded(tail(timeline.value(hop.value).name, room), room),
                            brief(hop.norm), through, bar(0.1 + 0.9 * at, 12));
    }
    return text;
}

std::string other_paths(Debugger& d, int value) {
    const Timeline& timeline = d.timeline();
    const std::vector<Path> paths = largest_paths(timeline, value);
    if (paths.size() < 2) return "";
    std::string text = fmt::format("The {} ways with the largest shares, as ops:\n", paths.size());
    for (const Path& path : paths) {
        std::string ops;
        for (const int op : path.ops) ops += (ops.empty() ? "" : " ") + timeline.op(op).op;
        const std::string lines = wrapped(d.look, ops, 12);
        text += fmt::format("  {:>7.1f} % ", 100 * path.share) + lines.substr(std::min<std::size_t>(12, lines.size()));
    }
    return text;
}

std::string why_tensor(Debugger& d, int value) {
    const Timeline& timeline = d.timeline();
    const std::vector<float> gradient = timeline.final_gradient(value);
    const auto count = timeline.contributions_to(value).size();
    std::string text = fmt::format("g:{}: |g| {}, of {} contribution{}\n", timeline.value(value).name,
                                   brief(norm(gradient)), count, count == 1 ? "" : "s");
    if (!timeline.is_whole(value)) text += "  (over the part of it that is recorded)\n";
    if (count == 0 || norm(gradient) == 0) return text + zero_story(d, value, -1);
    return text + share_table(d, value) + waterfall(d, value) + other_paths(d, value);
}

}  // namespace

std::string why(Debugger& d, const Words& words) {
    const Timeline& timeline = d.timeline();
    const Reference reference = reference_of(timeline, words.empty() ? "." : words[0], "g", d.focus());
    if (reference.which == "u") {
        if (!reference.is_element()) throw core::Error("why u: needs one weight, such as u:output.weight[2,5]");
        return weight_story(d, reference.value, reference.offset(timeline.value(reference.value).shape)) +
               loss_story(d.recording);
    }
    if (reference.which != "g" && reference.which != "k")
        throw core::Error("why explains gradients, g:NAME or g:NAME[2,5], and updates, u:NAME[2,5]");
    if (reference.indices.empty()) return why_tensor(d, reference.value);
    return element_story(d, reference);
}

}  // namespace vitro::step
