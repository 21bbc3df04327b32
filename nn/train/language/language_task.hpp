// nn/train/language/language_task.hpp: learning to predict the next token of a text.
#pragma once

#include "nn/data/language/blocks.hpp"
#include "nn/decode/sample_options.hpp"
#include "nn/train/language/writer.hpp"
#include "nn/train/task.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// Cross-entropy of every token of a block, given those before it in the block. An epoch is as many batches as the
/// settings say, each of blocks from anywhere in the text.
class LanguageTask : public Task {
  public:
    /// The writer must outlive the task. Token ids [tokens] of both parts of a text. Throws Error for a part that is
    /// too short.
    LanguageTask(const Writer& writer, const core::Indices& train, const core::Indices& validation,
                 const std::string& text_name);

    const Parameters& parameters() const override { return writer_.parameters; }
    std::int64_t batches(std::int64_t) override { return writer_.settings.data.steps_per_epoch; }
    std::int64_t micro_batches(std::int64_t, std::int64_t) override { return writer_.settings.data.micro_batches; }
    /// With label smoothing.
    core::Loss loss(std::int64_t epoch, std::int64_t batch, std::int64_t micro_batch) override;
    /// Over every token of the validation part but the first, without smoothing, in blocks of the whole context.
    double validation_loss() override;
    std::int64_t validation_tokens() const override { return validation_.predicted(); }
    /// What the model writes, going on from the prompt.
    Observation observe() override;

  private:
    const Writer& writer_;
    RandomBlocks train_;
    ConsecutiveBlocks validation_;
};

/// The loss of a block, summed over its tokens, each given those before it.
core::Loss block_loss(const LanguageModel& model, const Block& block, double label_smoothing);

/// A text gone on with: prompt and so many tokens. Throws Error as encode_prompt and Generator do.
std::string write_text(const Writer& writer, std::string_view prompt, std::int64_t tokens,
                       const SampleOptions& options);

/// Blocks that are validated side by side: as many as make some 4,000 tokens, so that the products are large ones and
/// what they leave stays in the cache.
constexpr std::int64_t validated_together(std::int64_t context) {
    return context < 4096 ? 4096 / context : 1;
}

/// Mean loss per token over all blocks, nats, without smoothing and without a graph.
double mean_loss(const LanguageModel& model, const ConsecutiveBlocks& blocks);

}  // namespace vitro::nn::inline VITRO_REAL
