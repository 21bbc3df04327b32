// nn/layers/embedding.hpp: a vector for each token.
#pragma once

#include "core/ops.hpp"
#include "nn/init.hpp"

namespace vitro::nn::inline VITRO_REAL {

struct Embedding : Module {
    Variable weight;  ///< [vocabulary, width]

    Embedding(const Builder& at, std::int64_t vocabulary, std::int64_t width,
              const Initializer& init = init::xavier_uniform());
    /// Another place that uses the same vectors.
    Embedding(const Builder& at, const Embedding& shared);
    /// ids of any shape -> [ids.., width]. Throws Error for an id outside the vocabulary.
    Variable operator()(const core::Indices& ids) const;
};

}  // namespace vitro::nn::inline VITRO_REAL
