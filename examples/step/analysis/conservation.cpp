// examples/step/analysis/conservation.cpp: one walk over the events, one product an op.
#include "examples/step/analysis/conservation.hpp"

#include <algorithm>
#include <bit>
#include <fmt/format.h>

#include "core/runtime.hpp"
#include "core/twin.hpp"
#include "examples/step/analysis/elements.hpp"

namespace vitro::step {
namespace {

bool same_bits(const std::vector<float>& a, const std::vector<float>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (std::bit_cast<std::uint32_t>(a[i]) != std::bit_cast<std::uint32_t>(b[i])) return false;
    return true;
}

/// The same, but that 0 and -0 are alike: what is added in parts to a gradient that is there starts at -0, which leaves
/// any number as it is, and alone it would have started at 0.
bool same_numbers(const std::vector<float>& a, const std::vector<float>& b) {
    return std::ranges::equal(a, b, [](float x, float y) {
        return x == y || std::bit_cast<std::uint32_t>(x) == std::bit_cast<std::uint32_t>(y);
    });
}

void sum_again(const Timeline& timeline, Conservation& result) {
    std::vector<std::vector<float>> sums(timeline.graph().values.size());
    for (int t = 0; t < timeline.size(); ++t) {
        if (timeline.event(t).kind != trace::EventKind::accumulate) continue;
        const trace::Contribution& one = timeline.contribution(timeline.event(t).index);
        std::vector<float>& sum = sums[static_cast<std::size_t>(one.value)];
        if (sum.empty())
            sum = one.numbers.numbers;
        else
            for (std::size_t i = 0; i < sum.size(); ++i) sum[i] = sum[i] + one.numbers.numbers[i];
        ++result.sums;
        if (!same_bits(sum, timeline.gradient(one.value, t).numbers))
            result.wrong.push_back(fmt::format("event {}: the sum is another", t));
    }
}

bool is_whole(const Timeline& timeline, const trace::Application& op) {
    for (const int input : op.inputs)
        if (!trace::numbers_of(timeline.recording(), timeline.graph(), input).whole()) return false;
    return timeline.is_whole(op.output);
}

void multiply_again(const Timeline& timeline, int o, Conservation& result) {
    const trace::Application& op = timeline.op(o);
    std::vector<core::TwinValue> inputs;
    for (const int v : op.inputs)
        inputs.push_back({timeline.value(v).shape,
                          to_doubles(trace::numbers_of(timeline.recording(), timeline.graph(), v).numbers)});
    const core::TwinValue upstream{timeline.value(op.output).shape, to_doubles(timeline.final_gradient(op.output))};
    const auto again = core::engine_f32().vjp({.op = op.op, .attributes = op.attributes, .inputs = inputs}, upstream,
                                              core::Lens::fused);
    for (const trace::Contribution& one : timeline.graph().contributions) {
        if (one.op != o) continue;
        const std::vector<double>& numbers = again[static_cast<std::size_t>(one.input)].numbers;
        const bool exact = same_numbers({numbers.begin(), numbers.end()}, one.numbers.numbers);
        ++result.products;
        result.exact += exact ? 1 : 0;
        if (!exact && result.same_kernels)
            result.wrong.push_back(fmt::format("{}: input {} gets another contribution from the same upstream gradient",
                                               timeline.value(op.output).name, one.input));
    }
}

void check_views(const Timeline& timeline, Conservation& result) {
    for (const trace::Application& op : timeline.graph().ops) {
        if (op.op != "reshape" && op.op != "detach") continue;
        ++result.views;
        if (!same_bits(trace::numbers_of(timeline.recording(), timeline.graph(), op.inputs[0]).numbers,
                       trace::numbers_of(timeline.recording(), timeline.graph(), op.output).numbers))
            result.wrong.push_back(timeline.value(op.output).name + ": not the numbers of its input");
    }
}

}  // namespace

Conservation conservation(const Timeline& timeline) {
    Conservation result{.wrong = {}};
    result.same_kernels = timeline.recording().engine == fmt::format("kernels {}", core::runtime::kernels().name);
    sum_again(timeline, result);
    for (std::size_t o = 0; o < timeline.graph().ops.size(); ++o)
        if (timeline.backward_of(static_cast<int>(o)) >= 0 && is_whole(timeline, timeline.op(static_cast<int>(o))))
            multiply_again(timeline, static_cast<int>(o), result);
    check_views(timeline, result);
    return result;
}

}  // namespace vitro::step
