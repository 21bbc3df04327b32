// bench/ladder/layer_norm_problem.cpp: operands of layer norm and its gradients, and how far a rung may be off.
#include <cmath>

#include "bench/ladder/problem.hpp"

namespace vitro::bench::ladder {
namespace {

double matrix(const Sizes& s) {
    return static_cast<double>(s.first * s.second) * sizeof(float);
}
double size_of(float x) {
    return std::abs(static_cast<double>(x));
}

/// Rows whose mean is not 0.
LayerNorm make(Memory& memory, const Sizes& s) {
    return {.rows = s.first,
            .cols = s.second,
            .epsilon = 1e-5F,
            .x = memory.numbers(s.first * s.second, -1, 3),
            .gain = memory.numbers(s.second),
            .bias = memory.numbers(s.second),
            .y = memory.output("y", s.first * s.second),
            .mean = memory.output("mean", s.first),
            .rstd = memory.output("rstd", s.first)};
}

void call(const kernels::Kernels& table, const LayerNorm& s) {
    table.layer_norm(s.y, s.mean, s.rstd, s.x, s.gain, s.bias, s.rows, s.cols, s.epsilon);
}

/// Of the mean: its additions, of x or of x - x_0, the division and two roundings.
double mean_error(const LayerNorm& s, std::int64_t row) {
    double size = 0;
    for (std::int64_t j = 0; j < s.cols; ++j)
        size += (size_of(s.x[row * s.cols + j]) + size_of(s.x[row * s.cols])) / static_cast<double>(s.cols);
    return kEps * static_cast<double>(s.cols + 4) * size;
}

/// Of rstd, relatively: half of the variance's. That is a sum of squares of x - mean (whose own error counts squared),
/// or of d = x - x_0 less mean(d)^2, where what is taken away errs by as much as mean(d^2) and mean(d)^2 have
/// roundings: the factor is (variance + 2 mean(d)^2) / variance.
double rstd_error(const LayerNorm& s, std::int64_t row) {
    const double mean = static_cast<double>(s.mean[row]), rstd = static_cast<double>(s.rstd[row]);
    const double shift = (mean - static_cast<double>(s.x[row * s.cols])) * rstd, error = mean_error(s, row) * rstd;
    return kEps * static_cast<double>(s.cols + 6) * (1 + 2 * shift * shift) / 2 + error * error + 3 * kEps;
}

/// y = gain n + bias: n errs by rstd times the mean's error, by the difference, the product, and rstd's own error.
std::vector<Bound> bounds(const LayerNorm& s) {
    return {[=](std::int64_t i) {
                const std::int64_t row = i / s.cols, j = i % s.cols;
                const double rstd = static_cast<double>(s.rstd[row]);
                const double normal = size_of(s.x[i] - s.mean[row]) * rstd;
                const double error = rstd * mean_error(s, row) + normal * (rstd_error(s, row) + 3 * kEps);
                return size_of(s.gain[j]) * (error + 2 * kEps * normal) + 2 * kEps * size_of(s.bias[j]);
            },
            [=](std::int64_t row) { return mean_error(s, row); },
            [=](std::int64_t row) { return static_cast<double>(s.rstd[row]) * rstd_error(s, row); }};
}

LayerNormBackward make_backward(Memory& memory, const Sizes& s) {
    return {.rows = s.first,
            .cols = s.second,
            .dy = memory.numbers(s.first * s.second),
            .x = memory.numbers(s.first * s.second, -1, 3),
            .gain = memory.numbers(s.second),
            .mean = memory.numbers(s.first, 0.9F, 1.1F),
            .rstd = memory.numbers(s.first, 0.8F, 1),
            .dx = memory.output("dx", s.first * s.second),
            .dgain = memory.output("dgain", s.second),
            .dbias = memory.output("dbias", s.second),
            .scratch = memory.scratch(LayerNormBackward::kParts * 2 * s.second)};
}

void call_backward(const kernels::Kernels& table, const LayerNormBackward& s) {
    table.layer_norm_backward(s.dx, false, s.dy, s.x, s.gain, s.mean, s.rstd, s.rows, s.cols);
    table.layer_norm_backward_parameters(s.dgain, false, s.dbias, false, s.dy, s.x, s.mean, s.rstd, s.rows, s.cols);
}

double normal_of(const LayerNormBackward& s, std::int64_t i) {
    return size_of(s.x[i] - s.mean[i / s.cols]) * static_cast<double>(s.rstd[i / s.cols]);
}

/// dx = rstd (g - mean(g) - n mean(g n)): g is rounded once, n twice; the means by their additions and a reciprocal.
/// The parameters: as many additions as rows, of terms that are rounded three times.
std::vector<Bound> backward_bounds(const LayerNormBackward& s) {
    const auto gained = [=](std::int64_t i) { return size_of(s.gain[i % s.cols]) * size_of(s.dy[i]); };
    const auto down = [=](std::int64_t j, bool normal) {
        double size = 0;
        for (std::int64_t i = j; i < s.rows * s.cols; i += s.cols)
            size += size_of(s.dy[i]) * (normal ? normal_of(s, i) : 1);
        return kEps * static_cast<double>(s.rows + LayerNormBackward::kParts + 4) * size;
    };
    return {[=](std::int64_t i) {
                const std::int64_t row = i / s.cols;
                double mean = 0, product = 0;
                for (std::int64_t at = row * s.cols; at < (row + 1) * s.cols; ++at) {
                    mean += gained(at) / static_cast<double>(s.cols);
                    product += gained(at) * normal_of(s, at) / static_cast<double>(s.cols);
                }
                const auto count = static_cast<double>(s.cols);
                return kEps * static_cast<double>(s.rstd[row]) *
                       (4 * gained(i) + (count + 6) * mean + (count + 10) * normal_of(s, i) * product);
            },
            [=](std::int64_t j) { return down(j, true); }, [=](std::int64_t j) { return down(j, false); }};
}

}  // namespace

const Problem<LayerNorm> kLayerNorm{
    .kernel = "layer_norm",
    .direction = "forward",
    .idea = "The slot: variance around the mean, and still one pass over memory, as a row stays in cache between two.",
    .timed = {8192, 512},
    .operations = [](const Sizes&) { return 0.0; },
    .bytes = [](const Sizes& s) -> Bytes {
        return {matrix(s), matrix(s)};
    },
    .make = make,
    .call = call,
    .bounds = bounds};

const Problem<LayerNormBackward> kLayerNormBackward{
    .kernel = "layer_norm",
    .direction = "backward",
    .idea = "Two slots, for dx and for the parameters, which a graph may want one without the other.",
    .timed = {8192, 512},
    .operations = [](const Sizes&) { return 0.0; },
    .bytes = [](const Sizes& s) -> Bytes {
        return {2 * matrix(s), matrix(s)};
    },
    .make = make_backward,
    .call = call_backward,
    .bounds = backward_bounds};

}  // namespace vitro::bench::ladder
