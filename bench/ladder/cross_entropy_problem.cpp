// bench/ladder/cross_entropy_problem.cpp: operands of cross-entropy and its gradient, and how far a rung may be off.
#include <algorithm>
#include <cmath>

#include "bench/ladder/problem.hpp"

namespace vitro::bench::ladder {
namespace {

constexpr float kSmoothing = 0.1F;

double matrix(const Sizes& s) {
    return static_cast<double>(s.first * s.second) * sizeof(float);
}

CrossEntropy make(Memory& memory, const Sizes& s) {
    return {.rows = s.first,
            .classes = s.second,
            .smoothing = kSmoothing,
            .logits = memory.numbers(s.first * s.second, -10, 10),
            .targets = memory.targets(s.first, static_cast<std::int32_t>(s.second)),
            .loss = memory.output("loss", s.first),
            .logsumexp = memory.output("logsumexp", s.first),
            .scratch = memory.scratch(s.first * s.second)};
}

void call(const kernels::Kernels& table, const CrossEntropy& s) {
    table.cross_entropy(s.loss, s.logsumexp, s.logits, s.targets, s.rows, s.classes, s.smoothing, -1);
}

/// Of logsumexp: relative errors of the exponentials and of their sum are absolute ones of its logarithm. An exponent
/// is rounded relative to its size, at most the row's range; an online sum takes two of them for each number, and
/// another for each further block of 2048; then the logarithm, and the sum with the maximum.
double logsumexp_error(const CrossEntropy& s, std::int64_t row) {
    const float* x = s.logits + row * s.classes;
    const auto [least, most] = std::minmax_element(x, x + s.classes);
    const double blocks = 2 + static_cast<double>(s.classes) / 2048;
    return kEps * (blocks * (static_cast<double>(*most - *least) + kFunction) + static_cast<double>(s.classes + 2) +
                   2 * std::abs(static_cast<double>(s.logsumexp[row])) + std::abs(static_cast<double>(*most)));
}

/// The loss: that, and the sum of all logits, or of all logits less logsumexp where the logarithms are written down.
std::vector<Bound> bounds(const CrossEntropy& s) {
    return {
        [=](std::int64_t row) {
            double mean = 0;
            for (std::int64_t j = 0; j < s.classes; ++j)
                mean += std::abs(static_cast<double>(s.logits[row * s.classes + j])) / static_cast<double>(s.classes);
            const double whole = std::abs(static_cast<double>(s.logsumexp[row]));
            return logsumexp_error(s, row) + kEps * static_cast<double>(s.classes + 8) * kSmoothing * (mean + whole) +
                   8 * kEps * (10 + whole);
        },
        [=](std::int64_t row) { return logsumexp_error(s, row); }};
}

/// logsumexp is that of the logits, in double.
CrossEntropyBackward make_backward(Memory& memory, const Sizes& s) {
    const float* logits = memory.numbers(s.first * s.second, -10, 10);
    float* const logsumexp = memory.numbers(s.first);
    for (std::int64_t row = 0; row < s.first; ++row) {
        double total = 0;
        for (std::int64_t j = 0; j < s.second; ++j) total += std::exp(static_cast<double>(logits[row * s.second + j]));
        logsumexp[row] = static_cast<float>(std::log(total));
    }
    return {.rows = s.first,
            .classes = s.second,
            .smoothing = kSmoothing,
            .upstream = 1 / static_cast<float>(s.first),
            .logits = logits,
            .logsumexp = logsumexp,
            .targets = memory.targets(s.first, static_cast<std::int32_t>(s.second)),
            .dx = memory.output("dx", s.first * s.second),
            .scratch = memory.scratch(s.first * s.second)};
}

void call_backward(const kernels::Kernels& table, const CrossEntropyBackward& s) {
    table.cross_entropy_backward(s.dx, false, &s.upstream, 0, s.logits, s.logsumexp, s.targets, s.rows, s.classes,
                                 s.smoothing, -1);
}

/// dx = upstream (e - target): the exponent is rounded relative to its size, then the exponential, a difference and a
/// product. The target's row of a composed rung sums to 1 but for its additions, and that sum multiplies e.
std::vector<Bound> backward_bounds(const CrossEntropyBackward& s) {
    return {[=](std::int64_t i) {
        const std::int64_t row = i / s.classes;
        const double exponent = static_cast<double>(s.logits[i]) - static_cast<double>(s.logsumexp[row]);
        const double share = std::exp(exponent);
        const double wanted = static_cast<double>(kSmoothing) / static_cast<double>(s.classes) +
                              (i % s.classes == s.targets[row] ? 1.0 : 0.0);
        return kEps * static_cast<double>(s.upstream) *
               (share * (std::abs(exponent) + kFunction + static_cast<double>(s.classes) + 6) + 6 * wanted);
    }};
}

}  // namespace

const Problem<CrossEntropy> kCrossEntropy{
    .kernel = "cross_entropy",
    .direction = "forward",
    .idea = "The slot: sums in several chains at once, folded in double precision, for any smoothing.",
    .timed = {128, 32000},
    .operations = [](const Sizes&) { return 0.0; },
    .bytes = [](const Sizes& s) -> Bytes {
        return {matrix(s), 0};
    },
    .make = make,
    .call = call,
    .bounds = bounds};

const Problem<CrossEntropyBackward> kCrossEntropyBackward{
    .kernel = "cross_entropy",
    .direction = "backward",
    .idea = "The slot: the same pass in two halves around the target, and it can add to a gradient that is there.",
    .timed = {128, 32000},
    .operations = [](const Sizes&) { return 0.0; },
    .bytes = [](const Sizes& s) -> Bytes {
        return {matrix(s), matrix(s)};
    },
    .make = make_backward,
    .call = call_backward,
    .bounds = backward_bounds};

}  // namespace vitro::bench::ladder
