// bench/steps/forward_only.hpp: what a trained model does: the loss of a batch, the next words of translations.
#pragma once

#include <optional>

#include "bench/steps/work.hpp"
#include "nn/models/transformer.hpp"

namespace vitro::bench {

/// The loss of a batch without a graph and without dropout.
class Evaluation : public Work {
  public:
    Evaluation(const nn::TranslationSettings& settings, nn::Batch batch);

    void run() override;
    void run_watched(Stopwatch& stopwatch) override;
    double target_tokens() const override { return static_cast<double>(batch_.target_tokens); }
    /// Mean over the tokens, of the last run.
    double loss() const { return loss_; }

  private:
    nn::Parameters parameters_;
    nn::Transformer model_;
    nn::Batch batch_;
    double loss_ = 0;
};

/// One step of greedy search: the decoder over the newest word of each translation, with a cache of those before it,
/// and the likeliest next word.
class Decoding : public Work {
  public:
    /// So many translations, each of so many words (begin mark included), of sources with `source_length` positions.
    Decoding(const nn::TranslationSettings& settings, std::int64_t sentences, std::int64_t words,
             std::int64_t source_length);

    void run() override;
    void run_watched(Stopwatch& stopwatch) override;
    double target_tokens() const override { return static_cast<double>(newest_.size()); }
    /// For each translation, of the last run.
    const std::vector<std::int32_t>& next_words() const { return next_words_; }

  private:
    nn::Parameters parameters_;
    nn::Transformer model_;
    std::optional<nn::DecoderCache> cache_;  // of all words but the newest
    core::Indices newest_;                   // [sentences, 1]
    std::vector<std::int32_t> next_words_;
};

}  // namespace vitro::bench
