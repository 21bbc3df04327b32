// nn/layers/output_projection.hpp: from vectors to a score for each token of the vocabulary.
//
// Tied, a token's score is the product of the vector with the token's own embedding (Press and Wolf 2017, "Using the
// output embedding to improve language models"), read transposed where it stands; the bias is the projection's own.
#pragma once

#include "nn/layers/embedding.hpp"
#include "nn/layers/linear.hpp"

namespace vitro::nn::inline VITRO_REAL {

struct OutputProjection : Module {
    Variable weight;  ///< [d_model, vocabulary]; tied: the embedding's, [vocabulary, d_model]
    Variable bias;    ///< [vocabulary], or empty: none
    bool tied;

    OutputProjection(const Builder& at, std::int64_t d_model, std::int64_t vocabulary, const LinearInit& init = {});
    /// Shares the embedding's weight, whose gradient then has a contribution from either use.
    OutputProjection(const Builder& at, const Embedding& embedding, bool with_bias = true);
    /// [.., d_model] -> logits [.., vocabulary]
    Variable operator()(const Variable& x) const;
};

}  // namespace vitro::nn::inline VITRO_REAL
