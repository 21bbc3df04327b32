// nn/train/language/language_training.cpp: the text by tokens, and what there is to say of it.
#include "nn/train/language/language_training.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <span>

#include "core/error.hpp"
#include "nn/data/language/document.hpp"
#include "nn/data/stories/stories.hpp"
#include "nn/train/progress.hpp"
#include "nn/train/run/crc32.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

const LanguageSettings& valid(const LanguageSettings& settings) {
    settings.validate();
    return settings;
}

Document document_of(const LanguageDataSettings& data) {
    if (data.text.empty()) return {.name = "embedded stories", .text = stories::generate()};
    return read_document(data.text);
}

VocabularyOptions vocabulary_options(const LanguageDataSettings& data) {
    return {.tokens = data.tokens, .min_frequency = data.min_frequency, .size = data.vocabulary_size};
}

std::int64_t characters_in(std::string_view text) {
    std::int64_t count = 0;
    for (const char byte : text) count += (static_cast<unsigned char>(byte) & 0xC0) != 0x80;  // not a continuation
    return count;
}

}  // namespace

/// A text by words and by numbers.
struct LanguageTraining::Corpus {
    Document document;
    DocumentParts parts;
    Vocabulary vocabulary;
    EncodedText train, validation;

    explicit Corpus(const LanguageDataSettings& data)
        : document(document_of(data)),
          parts(split(document, data.validation_share)),
          vocabulary(build_vocabulary(document, parts, vocabulary_options(data))),
          train(encode(parts.train, vocabulary)),
          validation(encode(parts.validation, vocabulary)) {}
    Corpus(const Corpus&) = delete;  // the parts are views into the document
    Corpus& operator=(const Corpus&) = delete;
};

LanguageTraining::LanguageTraining(const LanguageSettings& settings)
    : LanguageTraining(settings, Corpus(valid(settings).data)) {}

LanguageTraining::LanguageTraining(const LanguageSettings& settings, const Corpus& corpus)
    : writer_(settings, corpus.vocabulary),
      task_(writer_, corpus.train.ids, corpus.validation.ids, corpus.document.name) {
    const std::uint32_t crc = crc32(std::as_bytes(std::span(corpus.document.text)));
    facts_ = {.name = corpus.document.name,
              .characters = characters_in(corpus.document.text),
              .train_tokens = corpus.train.ids.size(),
              .validation_tokens = corpus.validation.ids.size(),
              .unknown = static_cast<double>(corpus.train.unknown) / static_cast<double>(corpus.train.ids.size()),
              .fingerprint = fmt::format("{:08x}", crc)};
    if (settings.data.sample_tokens > 0) {
        try {
            encode_prompt(writer_.vocabulary, settings.data.prompt);  // now rather than after the first epoch
        } catch (const core::Error& error) {
            throw core::Error(fmt::format("{}; with data.sample_tokens 0 no sample is written", error.what()));
        }
    }
    set_up(writer_.settings.model.layer.d_model);
}

nlohmann::ordered_json LanguageTraining::settings() const {
    return to_json(writer_.settings);
}

std::vector<Fact> LanguageTraining::facts() const {
    const LanguageModelConfig& model = writer_.settings.model;
    const LanguageDataSettings& data = writer_.settings.data;
    return {
        {"text",
         fmt::format("{}: {} characters; {} tokens to learn from, {} to validate", facts_.name,
                     grouped(facts_.characters), grouped(facts_.train_tokens), grouped(facts_.validation_tokens))},
        {"vocabulary", fmt::format("{} {}", grouped(writer_.vocabulary.size()), name(data.tokens))},
        {"batch", fmt::format("{} blocks of {} tokens; an epoch is {} batches", data.batch_size, model.max_positions,
                              grouped(data.steps_per_epoch))},
        {"model", fmt::format("decoder-only Transformer, {} layers, width {}, {} heads: {} parameters", model.layers,
                              model.layer.d_model, model.layer.num_heads, grouped(parameters().size()))}};
}

nlohmann::ordered_json LanguageTraining::figures() const {
    return {{"vocabulary", writer_.vocabulary.size()},
            {"train_tokens", facts_.train_tokens},
            {"validation_tokens", facts_.validation_tokens}};
}

TextLoss validation_loss(const Writer& writer) {
    const Document document = document_of(writer.settings.data);
    const EncodedText text =
        encode(split(document, writer.settings.data.validation_share).validation, writer.vocabulary);
    const std::int64_t context = writer.settings.model.max_positions;
    const ConsecutiveBlocks blocks(text.ids, validated_together(context), context, document.name);
    return {.name = document.name, .tokens = blocks.predicted(), .mean = mean_loss(writer.model, blocks)};
}

std::vector<RunDirectory::TextFile> LanguageTraining::files() const {
    return {{kTextVocabulary, writer_.vocabulary.to_bytes()}};
}

}  // namespace vitro::nn::inline VITRO_REAL
