// nn/train/language/language_task.cpp: blocks in, loss out.
#include "nn/train/language/language_task.hpp"

#include "core/context.hpp"
#include "nn/decode/generate.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

RandomBlocks training_blocks(const LanguageSettings& settings, const core::Indices& ids, const std::string& name) {
    return RandomBlocks(ids, settings.data.batch_size / settings.data.micro_batches, settings.model.max_positions,
                        static_cast<std::uint64_t>(settings.training.seed), name + ", training part");
}

ConsecutiveBlocks validation_blocks(const LanguageSettings& settings, const core::Indices& ids,
                                    const std::string& name) {
    const std::int64_t context = settings.model.max_positions;
    return ConsecutiveBlocks(ids, validated_together(context), context, name + ", validation part");
}

}  // namespace

LanguageTask::LanguageTask(const Writer& writer, const core::Indices& train, const core::Indices& validation,
                           const std::string& text_name)
    : writer_(writer),
      train_(training_blocks(writer.settings, train, text_name)),
      validation_(validation_blocks(writer.settings, validation, text_name)) {}

core::Loss LanguageTask::loss(std::int64_t epoch, std::int64_t batch, std::int64_t micro_batch) {
    const std::int64_t step = epoch * batches(epoch) + batch;
    return block_loss(writer_.model, train_[step * micro_batches(epoch, batch) + micro_batch],
                      writer_.settings.training.label_smoothing);
}

double LanguageTask::validation_loss() {
    return mean_loss(writer_.model, validation_);
}

Observation LanguageTask::observe() {
    const LanguageDataSettings& data = writer_.settings.data;
    if (data.sample_tokens == 0) return {};
    const SampleOptions options{.temperature = 0.8, .seed = static_cast<std::uint64_t>(writer_.settings.training.seed)};
    return {.sample = write_text(writer_, data.prompt, data.sample_tokens, options), .scores = {}};
}

core::Loss block_loss(const LanguageModel& model, const Block& block, double smoothing) {
    return core::cross_entropy(model(block.inputs), block.targets, {.smoothing = smoothing});
}

std::string write_text(const Writer& writer, std::string_view prompt, std::int64_t tokens,
                       const SampleOptions& options) {
    Generator generator(writer.model, encode_prompt(writer.vocabulary, prompt), options);
    for (std::int64_t token = 0; token < tokens; ++token) generator.next();
    return writer.vocabulary.decode(generator.tokens());
}

double mean_loss(const LanguageModel& model, const ConsecutiveBlocks& blocks) {
    const core::NoGrad no_grad;
    double sum = 0;
    for (std::int64_t batch = 0; batch < blocks.size(); ++batch)
        sum += static_cast<double>(block_loss(model, blocks[batch], 0).sum.value.item());
    return sum / static_cast<double>(blocks.predicted());
}

}  // namespace vitro::nn::inline VITRO_REAL
