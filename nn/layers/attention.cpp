// nn/layers/attention.cpp: multi-head attention (Vaswani et al. 2017).
#include "nn/layers/attention.hpp"

#include <numbers>

namespace vitro::nn::inline VITRO_REAL {
namespace {

/// Query, key and value start as parts of one matrix [d_model, 3 d_model], whose fan-out is three times theirs:
/// sqrt(6 / 4d) = sqrt(6 / 2d) / sqrt 2. So does torch.nn.MultiheadAttention. Twice the variance makes the first
/// attention too sharp for a post-norm stack without warm-up: on Multi30k a validation loss of 3.23 instead of 2.84
/// after one epoch.
LinearInit projection_init() {
    return {.weight = init::xavier_uniform(1 / std::numbers::sqrt2)};
}

}  // namespace

MultiHeadAttention::MultiHeadAttention(const Builder& at, std::int64_t d_model, std::int64_t head_count,
                                       double weight_dropout)
    : Module(at),
      query(at / "query", d_model, d_model, projection_init()),
      key(at / "key", d_model, d_model, projection_init()),
      value(at / "value", d_model, d_model, projection_init()),
      output(at / "output", d_model, d_model),
      num_heads(head_count),
      dropout(weight_dropout) {}

Variable MultiHeadAttention::operator()(const Variable& x, const Variable& memory, const core::Mask& mask,
                                        Tensor* weights) const {
    const Scope scope(path);
    // One after the other: a compiler may evaluate arguments in any order, and the graph would be in that order.
    const Variable queries = query(x), keys = key(memory), values = value(memory);
    const Variable mixed = core::attention(queries, keys, values,
                                           {.heads = num_heads, .mask = mask, .dropout = dropout, .weights = weights});
    return output(mixed);
}

Variable MultiHeadAttention::operator()(const Variable& x, KeyValueCache& cache, std::int64_t layer) const {
    const Scope scope(path);
    const Variable queries = query(x), new_keys = key(x), new_values = value(x);
    const KeysAndValues& all = cache.append(layer, new_keys, new_values);
    return output(
        core::attention(queries, all.keys, all.values,
                        {.heads = num_heads, .mask = core::Mask::causal(cache.length()), .entries = cache.entries()}));
}

KeysAndValues MultiHeadAttention::project(const Variable& memory) const {
    const Scope scope(path);
    const Variable keys = key(memory), values = value(memory);
    return {keys.value, values.value};
}

Variable MultiHeadAttention::operator()(const Variable& x, const KeysAndValues& memory, const core::Indices& memories,
                                        const core::Mask& mask, Tensor* weights) const {
    const Scope scope(path);
    return output(core::attention(query(x), memory.keys, memory.values,
                                  {.heads = num_heads, .mask = mask, .weights = weights, .entries = memories}));
}

}  // namespace vitro::nn::inline VITRO_REAL
