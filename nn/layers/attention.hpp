// nn/layers/attention.hpp: multi-head attention (Vaswani et al. 2017).
//
// Each query is compared with the keys; what it takes along is the weighted sum of the *values*. The heads work side by
// side on slices of width d_model / num_heads, which the kernel reads where the four maps leave them: nothing is
// permuted.
#pragma once

#include "nn/layers/cache.hpp"
#include "nn/layers/linear.hpp"
#include "nn/layers/variant.hpp"

namespace vitro::nn::inline VITRO_REAL {

struct MultiHeadAttention : Module {
    Linear query, key, value, output;  ///< each [d_model, d_model]
    std::int64_t num_heads;
    double dropout;  ///< on the weights, within core::Training
    bool rotary;     ///< query and key are turned by their position: for self-attention

    /// num_heads must divide d_model.
    MultiHeadAttention(const Builder& at, std::int64_t d_model, std::int64_t num_heads, double dropout = 0,
                       const LayerVariant& variant = {});

    /// x [batch, queries, d_model] attends to memory [batch, keys, d_model] where the mask, over [batch, heads,
    /// queries, keys], allows it; self-attention when memory is x. -> [batch, queries, d_model]. `weights`, when set,
    /// receives each head's weights before dropout: [batch, heads, queries, keys].
    Variable operator()(const Variable& x, const Variable& memory, const core::Mask& mask = core::Mask::none(),
                        Tensor* weights = nullptr) const;

    /// Self-attention of new positions, x [sequences, new positions, d_model], that stand behind those of the cache:
    /// each attends to these and to the new ones up to itself. Their keys and values join the layer's in the cache.
    Variable operator()(const Variable& x, KeyValueCache& cache, std::int64_t layer) const;

    /// Keys and values of memories [memories, keys, d_model], for many calls of the next.
    KeysAndValues project(const Variable& memory) const;
    /// x [sequences, queries, d_model]; sequence i attends to memory memories[i] where the mask, over [sequences,
    /// heads, queries, keys], allows it. As core::attention's entries, without a gradient.
    Variable operator()(const Variable& x, const KeysAndValues& memory, const core::Indices& memories,
                        const core::Mask& mask, Tensor* weights = nullptr) const;
};

}  // namespace vitro::nn::inline VITRO_REAL
