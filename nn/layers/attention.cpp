// nn/layers/attention.cpp: multi-head attention (Vaswani et al. 2017).
#include "nn/layers/attention.hpp"

namespace vitro::nn::inline VITRO_REAL {

MultiHeadAttention::MultiHeadAttention(const Builder& at, std::int64_t d_model, std::int64_t head_count,
                                       double weight_dropout, const LayerVariant& variant)
    : Module(at),
      query(at / "query", d_model, d_model, variant.linear(variant.weights.attention)),
      key(at / "key", d_model, d_model, variant.linear(variant.weights.attention)),
      value(at / "value", d_model, d_model, variant.linear(variant.weights.attention)),
      output(at / "output", d_model, d_model, variant.linear(variant.weights.residual)),
      num_heads(head_count),
      dropout(weight_dropout),
      rotary(variant.rotary) {}

Variable MultiHeadAttention::operator()(const Variable& x, const Variable& memory, const core::Mask& mask,
                                        Tensor* weights) const {
    const Scope scope(path);
    // One after the other: a compiler may evaluate arguments in any order, and the graph would be in that order.
    Variable queries = query(x), keys = key(memory);
    const Variable values = value(memory);
    if (rotary) {
        queries = core::rotary(queries, num_heads);
        keys = core::rotary(keys, num_heads);
    }
    const Variable mixed = core::attention(queries, keys, values,
                                           {.heads = num_heads, .mask = mask, .dropout = dropout, .weights = weights});
    return output(mixed);
}

Variable MultiHeadAttention::operator()(const Variable& x, KeyValueCache& cache, std::int64_t layer) const {
    const Scope scope(path);
    Variable queries = query(x), new_keys = key(x);
    const Variable new_values = value(x);
    if (rotary) {
        queries = core::rotary(queries, num_heads, cache.length());
        new_keys = core::rotary(new_keys, num_heads, cache.length());
    }
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
