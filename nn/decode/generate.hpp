// nn/decode/generate.hpp: a text gone on with, token by token.
//
// Keys and values of what was read are kept, so that a token costs one position. A model has positions for its context
// only: when that is full, the window begins anew with the last half of it, read once more as if the text began there,
// and the other half is room for new tokens. (A window that moves on by one token moves every other to another
// position, and all would be run again for each.)
#pragma once

#include <span>
#include <vector>

#include "nn/decode/sample.hpp"
#include "nn/models/language_model.hpp"

namespace vitro::nn::inline VITRO_REAL {

class Generator {
  public:
    /// Goes on from a prompt of one token or more; of one longer than the context, the last half of a context is read.
    /// The model must outlive this. Throws Error for an empty prompt and for options that are not valid.
    Generator(const LanguageModel& model, std::span<const std::int32_t> prompt, const SampleOptions& options = {});

    /// Draws the next token and appends it to the text. Throws Error for a token of the prompt that is not in the
    /// vocabulary, and when the model's numbers are not finite.
    std::int32_t next();

    /// The prompt and all that was drawn.
    const std::vector<std::int32_t>& tokens() const { return tokens_; }
    /// The first token that the model saw when it gave the last one.
    std::int64_t window() const { return window_; }
    /// The logits [vocabulary] from which the last token was drawn; nothing before the first.
    const Tensor& logits() const { return logits_; }

  private:
    core::Indices unread();

    const LanguageModel& model_;
    Sampler sampler_;
    std::vector<std::int32_t> tokens_;
    std::int64_t window_ = 0;
    std::uint64_t drawn_ = 0;
    KeyValueCache cache_;
    Tensor logits_;
};

}  // namespace vitro::nn::inline VITRO_REAL
