// examples/step/analysis/attention.cpp: row by row.
#include "examples/step/analysis/attention.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/attributes.hpp"
#include "core/error.hpp"

namespace vitro::step {
namespace {

/// A row of nothing but minus infinity becomes zeros.
void softmax(std::vector<double>& row) {
    const double most = *std::ranges::max_element(row);
    double sum = 0;
    for (double& x : row) x = std::isinf(most) ? 0 : std::exp(x - most), sum += x;
    for (double& x : row) x = sum == 0 ? 0 : x / sum;
}

}  // namespace

AttentionWeights attention_weights(const Timeline& timeline, const trace::Application& op, std::int64_t batch) {
    const trace::Captured& query = trace::numbers_of(timeline.recording(), timeline.graph(), op.inputs[0]);
    const trace::Captured& key = trace::numbers_of(timeline.recording(), timeline.graph(), op.inputs[1]);
    if (!query.whole() || !key.whole()) throw core::Error("the queries and keys are too large to be recorded whole");
    const core::Shape &q = timeline.value(op.inputs[0]).shape, &k = timeline.value(op.inputs[1]).shape;
    const auto& mask = core::get_attribute<core::Mask>(op.attributes, "mask");
    AttentionWeights weights{.heads = core::get_attribute<std::int64_t>(op.attributes, "heads"),
                             .queries = q[1],
                             .keys = k[1],
                             .numbers = {}};
    const std::int64_t width = q[2] / weights.heads;
    const double scale = 1 / std::sqrt(static_cast<double>(width));
    for (std::int64_t head = 0; head < weights.heads; ++head)
        for (std::int64_t i = 0; i < weights.queries; ++i) {
            std::vector<double> row;
            for (std::int64_t j = 0; j < weights.keys; ++j) {
                const float* const a = query.numbers.data() + (batch * q[1] + i) * q[2] + head * width;
                const float* const b = key.numbers.data() + (batch * k[1] + j) * k[2] + head * width;
                double sum = 0;
                for (std::int64_t c = 0; c < width; ++c) sum += static_cast<double>(a[c]) * static_cast<double>(b[c]);
                const bool seen = mask.may_attend(batch, head, i, j);
                row.push_back(seen ? scale * sum : -std::numeric_limits<double>::infinity());
            }
            softmax(row);
            for (const double weight : row) weights.numbers.push_back(static_cast<float>(weight));
        }
    return weights;
}

}  // namespace vitro::step
