// nn/train/translation/translation.cpp: batches in, loss out.
#include "nn/train/translation/translation.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/context.hpp"
#include "nn/train/run/checkpoint.hpp"
#include "nn/train/run/kept_weights.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

/// The settings with the sizes that the vocabularies have.
TranslationSettings sized(TranslationSettings settings, const Vocabularies& vocabularies) {
    settings.validate();
    settings.model.source_vocabulary = vocabularies.source.size();
    settings.model.target_vocabulary = vocabularies.target.size();
    return settings;
}

BatchOptions training_batches(const TranslationSettings& settings) {
    BatchOptions options = batch_options(settings.data, settings.model.max_positions, settings.training.seed);
    options.micro_batches = settings.data.micro_batches;
    return options;
}

/// All sorted together: the order of batches does not matter to a mean. Each is as small as a part of a training batch,
/// so that a validation needs no more memory than a step.
BatchOptions validation_batches(const TranslationSettings& settings) {
    BatchOptions options = batch_options(settings.data, settings.model.max_positions, settings.training.seed);
    options.pool = std::numeric_limits<std::int32_t>::max();
    options.batch_size = std::max<std::int64_t>(1, options.batch_size / settings.data.micro_batches);
    return options;
}

Vocabulary read_vocabulary(const RunDirectory& run, std::string_view file, TokenKind kind) {
    return Vocabulary::from_bytes(run.read_text(file), kind, run.file(file));
}

}  // namespace

Translator::Translator(const TranslationSettings& wanted, Vocabularies words)
    : settings(sized(wanted, words)),
      vocabularies(std::move(words)),
      parameters(static_cast<std::uint64_t>(settings.training.seed)),
      model(Builder(parameters), settings.model) {}

Translator Translator::untrained(const RunDirectory& run) {
    const TranslationSettings settings = settings_of(run);
    const TokenKind kind = settings.data.tokens;
    return {settings, {read_vocabulary(run, kSourceVocabulary, kind), read_vocabulary(run, kTargetVocabulary, kind)}};
}

Translator Translator::load(const RunDirectory& run, const std::string& weights) {
    Translator translator = untrained(run);
    load_tensors(weights_file(run, weights), named_tensors(translator.parameters));
    return translator;
}

TranslationTask::TranslationTask(const Translator& translator, ParallelSentences train, ParallelSentences validation)
    : translator_(translator),
      train_(std::move(train), training_batches(translator.settings)),
      validation_(std::move(validation), validation_batches(translator.settings)) {}

const Epoch& TranslationTask::plan(std::int64_t epoch) {
    if (planned_ != epoch) plan_ = train_.epoch(epoch);
    planned_ = epoch;
    return *plan_;
}

std::int64_t TranslationTask::parts(std::int64_t epoch) {
    if (counted_ != epoch) parts_ = train_.count(epoch);
    counted_ = epoch;
    return parts_;
}

std::int64_t TranslationTask::batches(std::int64_t epoch) {
    const std::int64_t each = translator_.settings.data.micro_batches;
    return (parts(epoch) + each - 1) / each;
}

std::int64_t TranslationTask::micro_batches(std::int64_t epoch, std::int64_t batch) {
    const std::int64_t each = translator_.settings.data.micro_batches;
    return std::min(each, parts(epoch) - batch * each);
}

core::Loss TranslationTask::loss(std::int64_t epoch, std::int64_t batch, std::int64_t micro_batch) {
    const std::int64_t part = batch * translator_.settings.data.micro_batches + micro_batch;
    return batch_loss(translator_.model, plan(epoch)[static_cast<std::size_t>(part)],
                      translator_.settings.training.label_smoothing);
}

double TranslationTask::validation_loss() {
    return mean_loss(translator_.model, validation_.epoch(0));
}

std::int64_t TranslationTask::validation_tokens() const {
    std::int64_t tokens = 0;
    const Epoch epoch = validation_.epoch(0);
    for (std::size_t batch = 0; batch < epoch.size(); ++batch) tokens += epoch[batch].target_tokens;
    return tokens;
}

core::Loss batch_loss(const Transformer& model, const Batch& batch, double label_smoothing) {
    return core::cross_entropy(model(batch.source, batch.source_lengths, batch.target_in), batch.target_out,
                               {.smoothing = label_smoothing, .ignored = Vocabulary::kPad});
}

double mean_loss(const Transformer& model, const Epoch& epoch) {
    const core::NoGrad no_grad;
    double sum = 0;
    std::int64_t tokens = 0;
    for (std::size_t batch = 0; batch < epoch.size(); ++batch) {
        const core::Loss loss = batch_loss(model, epoch[batch], 0);
        sum += static_cast<double>(loss.sum.value.item());
        tokens += loss.tokens;
    }
    return sum / static_cast<double>(tokens);
}

}  // namespace vitro::nn::inline VITRO_REAL
