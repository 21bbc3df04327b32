// examples/step/lessons/attention_lesson.hpp: one attention head, four numbers wide, and a few short sentences.
//
// Each word is to name the one it belongs with: "the" and "small" their noun, the noun its verb, the verb its noun.
// Which one that is stands in the other words, so only attention can bring it along.
#pragma once

#include "examples/step/lessons/course.hpp"
#include "nn/layers/embedding.hpp"
#include "nn/layers/linear.hpp"

namespace vitro::step::course {

inline constexpr const char* kPad = "<pad>";  ///< a word of the lexicon that no sentence of the lesson has

/// What the sentences are made of.
Lexicon partner_lexicon();

struct AttentionHead : nn::Module {
    nn::Embedding embedding;
    nn::Linear query, key, value;  ///< [4, 4]
    nn::Linear projection;         ///< [4, words]

    AttentionHead(const nn::Builder& at, std::int64_t words);
    /// ids [batch, time] -> logits [batch, time, words]. `weights`, when set, receives [batch, 1, time, time].
    core::Variable operator()(const core::Indices& ids, const core::Mask& mask = core::Mask::none(),
                              core::Tensor* weights = nullptr) const;
};

core::trace::Recording record_attention(std::int64_t step);

}  // namespace vitro::step::course
