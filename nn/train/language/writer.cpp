// nn/train/language/writer.cpp: a model put together from its settings or read from a run.
#include "nn/train/language/writer.hpp"

#include <fmt/format.h>
#include <utility>

#include "core/error.hpp"
#include "nn/data/language/document.hpp"
#include "nn/train/run/checkpoint.hpp"
#include "nn/train/run/kept_weights.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

LanguageSettings sized(LanguageSettings settings, const Vocabulary& vocabulary) {
    settings.validate();
    settings.model.vocabulary = vocabulary.size();
    return settings;
}

}  // namespace

Writer::Writer(const LanguageSettings& wanted, Vocabulary tokens)
    : settings(sized(wanted, tokens)),
      vocabulary(std::move(tokens)),
      parameters(static_cast<std::uint64_t>(settings.training.seed)),
      model(Builder(parameters), settings.model) {}

Writer Writer::untrained(const RunDirectory& run) {
    const LanguageSettings settings = language_settings_of(run);
    return {settings, Vocabulary::from_bytes(run.read_text(kTextVocabulary), exact(settings.data.tokens),
                                             run.file(kTextVocabulary))};
}

Writer Writer::load(const RunDirectory& run, const std::string& weights) {
    Writer writer = untrained(run);
    load_tensors(weights_file(run, weights), named_tensors(writer.parameters));
    return writer;
}

std::vector<std::int32_t> encode_prompt(const Vocabulary& vocabulary, std::string_view prompt) {
    if (prompt.empty()) throw core::Error("[prompt] is empty: a model goes on from something, if only a newline");
    const Encoded encoded = vocabulary.encode(prompt);
    if (encoded.unknown > 0)
        throw core::Error(
            fmt::format("[prompt] {} of its {} tokens are not in the vocabulary", encoded.unknown, encoded.ids.size()));
    return encoded.ids;
}

}  // namespace vitro::nn::inline VITRO_REAL
