// bench/ladder/softmax_problem.cpp: operands of softmax and its gradient, and how far a rung may be off.
#include <algorithm>
#include <cmath>

#include "bench/ladder/problem.hpp"

namespace vitro::bench::ladder {
namespace {

double matrix(const Sizes& s) {
    return static_cast<double>(s.first * s.second) * sizeof(float);
}

Softmax make(Memory& memory, const Sizes& s) {
    return {.rows = s.first,
            .cols = s.second,
            .causal = s.causal,
            .x = memory.numbers(s.first * s.second, -10, 10),
            .y = memory.output("y", s.first * s.second),
            .scratch = memory.scratch(s.first * s.second)};
}

void call(const kernels::Kernels& table, const Softmax& s) {
    table.softmax(s.y, s.x, s.rows, s.cols, {.queries = s.cols, .causal = s.causal});
}

/// y = e / sum. The exponent x - max is rounded, relative to its size d; an online sum takes it in two steps, each of
/// which rounds and takes an exponential, so count both twice. The sum has as many additions as columns; the division
/// may be a reciprocal and a product.
std::vector<Bound> bounds(const Softmax& s) {
    return {[=](std::int64_t i) {
        const std::int64_t row = i / s.cols, seen = s.seen(row);
        const float* x = s.x + row * s.cols;
        const auto [least, most] = std::minmax_element(x, x + seen);
        const double distance = static_cast<double>(*most - *least);
        const double relative = 2 * (2 * distance + 2 * kFunction) + static_cast<double>(seen) + 6;
        return kEps * relative * static_cast<double>(s.y[i]);
    }};
}

/// y sums to 1 along each row, as a softmax does.
SoftmaxBackward make_backward(Memory& memory, const Sizes& s) {
    float* const y = memory.numbers(s.first * s.second, 0, 1);
    for (std::int64_t row = 0; row < s.first; ++row) {
        float* const first = y + row * s.second;
        double total = 0;
        for (std::int64_t j = 0; j < s.second; ++j) total += static_cast<double>(first[j]);
        for (std::int64_t j = 0; j < s.second; ++j) first[j] /= static_cast<float>(total + 1e-6);
    }
    return {.rows = s.first,
            .cols = s.second,
            .dy = memory.numbers(s.first * s.second),
            .y = y,
            .dx = memory.output("dx", s.first * s.second),
            .scratch = memory.scratch(s.first * s.second)};
}

void call_backward(const kernels::Kernels& table, const SoftmaxBackward& s) {
    table.softmax_backward(s.dx, false, s.dy, s.y, s.rows, s.cols);
}

/// dx = y (dy - t), t = sum dy y: a product and the additions of t, a difference, a product.
std::vector<Bound> backward_bounds(const SoftmaxBackward& s) {
    return {[=](std::int64_t i) {
        double size = 0;
        for (std::int64_t j = 0, at = i / s.cols * s.cols; j < s.cols; ++j, ++at)
            size += std::abs(static_cast<double>(s.dy[at]) * static_cast<double>(s.y[at]));
        return kEps * static_cast<double>(s.y[i]) *
               (2 * std::abs(static_cast<double>(s.dy[i])) + static_cast<double>(s.cols + 3) * size);
    }};
}

}  // namespace

const Problem<Softmax> kSoftmax{
    .kernel = "softmax",
    .direction = "forward",
    .idea = "The slot: four rows go through each pass together, so that folding one row's sum does not stop the next.",
    .timed = {4096, 512, 1, true},
    .operations = [](const Sizes&) { return 0.0; },
    .bytes = [](const Sizes& s) -> Bytes {
        return {(s.causal ? 0.5 : 1.0) * matrix(s), matrix(s)};
    },
    .make = make,
    .call = call,
    .bounds = bounds};

const Problem<SoftmaxBackward> kSoftmaxBackward{
    .kernel = "softmax",
    .direction = "backward",
    .idea = "The slot: rows in fours, and the same bits for any number of threads.",
    .timed = {4096, 512},
    .operations = [](const Sizes&) { return 0.0; },
    .bytes = [](const Sizes& s) -> Bytes {
        return {2 * matrix(s), matrix(s)};
    },
    .make = make_backward,
    .call = call_backward,
    .bounds = backward_bounds};

}  // namespace vitro::bench::ladder
