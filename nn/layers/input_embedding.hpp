// nn/layers/input_embedding.hpp: from token ids to what the first layer of a stack over one sequence takes: a vector
// for each token, and where it stands.
#pragma once

#include <optional>

#include "nn/layers/dropout.hpp"
#include "nn/layers/embedding.hpp"
#include "nn/layers/positional_encoding.hpp"

namespace vitro::nn::inline VITRO_REAL {

struct InputSettings {
    std::int64_t vocabulary = 0;
    std::int64_t d_model = 0;
    StackPositions positions = StackPositions::learned;
    std::int64_t max_positions = 0;
    bool scale_embedding = false;  ///< embeddings times sqrt(d_model)
    double dropout = 0;
};

/// Part of a model, at the model's own place: embedding.weight, [positions.weight].
struct InputEmbedding : Module {
    InputSettings settings;
    Embedding embedding;
    std::optional<PositionalEncoding> positions;  ///< none when they are rotary: attention knows them then
    Dropout dropout;

    /// `tables` starts the embedding and learned positions.
    InputEmbedding(const Builder& at, const InputSettings& settings, const Initializer& tables);
    /// ids [batch, time], of which the first stand at position `begin` -> [batch, time, d_model]. Throws Error for
    /// another rank, an id outside the vocabulary, and, with both numbers, for more than there are positions, rotary or
    /// not.
    Variable operator()(const core::Indices& ids, std::int64_t begin = 0) const;
};

}  // namespace vitro::nn::inline VITRO_REAL
