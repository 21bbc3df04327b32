// examples/step/lessons/decoder_lesson.hpp: a language model: words and positions, causal layers, the next word.
#pragma once

#include "examples/step/lessons/course.hpp"
#include "nn/layers/embedding.hpp"
#include "nn/layers/encoder.hpp"
#include "nn/layers/output_projection.hpp"
#include "nn/layers/positional_encoding.hpp"

namespace vitro::step::course {

/// Decoder-only: a layer that reads its own sequence alone is that of an encoder; the mask makes it causal.
struct WordDecoder : nn::Module {
    nn::Embedding embedding;
    nn::PositionalEncoding positions;
    nn::Encoder decoder;
    nn::OutputProjection output;

    /// Pre-norm, with a final norm.
    WordDecoder(const nn::Builder& at, std::int64_t words, std::int64_t layers, const nn::LayerSettings& layer);
    /// ids [batch, time] -> logits of the word after each [batch, time, words].
    core::Variable operator()(const core::Indices& ids, const core::Mask& mask = core::Mask::causal()) const;
};

core::trace::Recording record_decoder(std::int64_t step);

}  // namespace vitro::step::course
