// examples/step/analysis/attention.hpp: the weights of a recorded attention, which the fused op does not keep.
#pragma once

#include <cstdint>
#include <vector>

#include "examples/step/analysis/timeline.hpp"

namespace vitro::step {

struct AttentionWeights {
    std::int64_t heads = 0, queries = 0, keys = 0;
    std::vector<float> numbers;  ///< [heads, queries, keys], of one sentence of the batch
};

/// softmax(Q K^T / sqrt(width)) over what may be attended to, computed in double from the recorded queries and keys.
AttentionWeights attention_weights(const Timeline& timeline, const trace::Application& op, std::int64_t batch = 0);

}  // namespace vitro::step
