// nn/models/classifier.hpp: the encoder-only Transformer, from a text's token ids to a score for each class.
//
//     Parameters parameters(seed);
//     const Classifier model(Builder(parameters), config);
//     Loss loss = cross_entropy(model(tokens, lengths), classes);
//
// Every position sees every other one of its text, none sees padding, and the text is the mean of its positions. The
// mean counts real positions only: a text's scores do not depend on how far its batch is padded.
#pragma once

#include "nn/layers/encoder.hpp"
#include "nn/layers/input_embedding.hpp"
#include "nn/models/classifier_config.hpp"

namespace vitro::nn::inline VITRO_REAL {

struct Classifier : Module {
    ClassifierConfig config;
    InputEmbedding input;
    Encoder stack;
    Linear output;  ///< [d_model, classes]

    /// Throws Error when the configuration is not valid.
    Classifier(const Builder& at, const ClassifierConfig& config);

    /// tokens [batch, time], lengths [batch], each 1 to time -> logits [batch, classes]. Throws Error for more time
    /// than config.max_positions, and for a length outside that.
    Variable operator()(const core::Indices& tokens, const core::Indices& lengths) const;
    /// Each text as one vector, [batch, d_model]: the mean of its positions.
    Variable pooled(const core::Indices& tokens, const core::Indices& lengths) const;
};

}  // namespace vitro::nn::inline VITRO_REAL
