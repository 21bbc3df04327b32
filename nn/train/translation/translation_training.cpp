// nn/train/translation/translation_training.cpp: the corpus by words and by numbers, and what there is to say of it.
#include "nn/train/translation/translation_training.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "nn/train/progress.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// The texts of a training by words and by numbers.
struct TranslationTraining::Corpus {
    ParallelText train_text, validation_text;
    Vocabularies vocabularies;
    ParallelSentences train, validation;

    explicit Corpus(const DataSettings& data)
        : train_text(read_split(data, data.train)),
          validation_text(read_split(data, data.validation)),
          vocabularies(build_vocabularies(data, train_text)),
          train(encode(train_text, vocabularies.source, vocabularies.target)),
          validation(encode(validation_text, vocabularies.source, vocabularies.target)) {}
};

namespace {

const TranslationSettings& valid(const TranslationSettings& settings) {
    settings.validate();
    return settings;
}

std::string percent(double share) {
    return fmt::format("{:.2f} %", 100 * share);
}

std::string corpus_text(const DataSettings& data, const CorpusFacts& facts) {
    const std::string where = data.directory.empty() ? "embedded" : data.directory;
    const std::string dropped =
        facts.dropped == 0 ? "" : fmt::format("; {} too long, left out", grouped(facts.dropped));
    return fmt::format("{}, {} to {}: {} pairs to learn from, {} to validate{}", where, data.source, data.target,
                       grouped(facts.train_pairs), grouped(facts.validation_pairs), dropped);
}

std::string vocabulary_text(const TranslationSettings& settings, const CorpusFacts& facts) {
    return fmt::format("{} {} and {} {} tokens; unknown in training {} and {}",
                       grouped(settings.model.source_vocabulary), settings.data.source,
                       grouped(settings.model.target_vocabulary), settings.data.target, percent(facts.source_unknown),
                       percent(facts.target_unknown));
}

std::string model_text(const TransformerConfig& model, std::int64_t parameters) {
    return fmt::format("Transformer, {}+{} layers, width {}, {} heads: {} parameters", model.encoder_layers,
                       model.decoder_layers, model.layer.d_model, model.layer.num_heads, grouped(parameters));
}

}  // namespace

TranslationTraining::TranslationTraining(const TranslationSettings& settings)
    : TranslationTraining(settings, Corpus(valid(settings).data)) {}

TranslationTraining::TranslationTraining(const TranslationSettings& settings, const Corpus& corpus)
    : translator_(settings, corpus.vocabularies), task_(translator_, corpus.train, corpus.validation) {
    facts_ = {.train_pairs = task_.train().pairs(),
              .validation_pairs = task_.validation().pairs(),
              .dropped = task_.train().dropped() + task_.validation().dropped(),
              .source_unknown = unknown_share(corpus.train.source),
              .target_unknown = unknown_share(corpus.train.target),
              .padded = task_.train().epoch(0).padding().share(),
              .fingerprint = nn::fingerprint({&corpus.train_text, &corpus.validation_text})};
    set_up(translator_.settings.model.layer.d_model);
}

nlohmann::ordered_json TranslationTraining::settings() const {
    return to_json(translator_.settings);
}

std::vector<Fact> TranslationTraining::facts() const {
    const TranslationSettings& settings = translator_.settings;
    return {{"corpus", corpus_text(settings.data, facts_)},
            {"vocabulary", vocabulary_text(settings, facts_)},
            {"padding", percent(facts_.padded) + " of the first epoch's positions"},
            {"model", model_text(settings.model, parameters().size())}};
}

nlohmann::ordered_json TranslationTraining::figures() const {
    return {{"source_vocabulary", translator_.settings.model.source_vocabulary},
            {"target_vocabulary", translator_.settings.model.target_vocabulary},
            {"padded_share", facts_.padded}};
}

std::vector<RunDirectory::TextFile> TranslationTraining::files() const {
    return {{kSourceVocabulary, translator_.vocabularies.source.to_bytes()},
            {kTargetVocabulary, translator_.vocabularies.target.to_bytes()}};
}

}  // namespace vitro::nn::inline VITRO_REAL
