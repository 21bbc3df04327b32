// bench/steps/models.cpp: settings from presets, token ids from a generator.
#include "bench/steps/models.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "examples/vitro/presets.hpp"
#include "nn/data/vocabulary.hpp"

namespace vitro::bench {
namespace {

using core::Indices;
using core::Shape;
using nn::Vocabulary;

constexpr StepModel kModels[] = {
    {.preset = "demo", .source_vocabulary = 652, .target_vocabulary = 424, .length = 10},
    {.preset = "multi30k-small", .source_vocabulary = 7859, .target_vocabulary = 5921, .length = 15},
};

Indices random_words(std::int64_t vocabulary, const Shape& shape, core::Random& random) {
    Indices words(shape);
    const auto count = static_cast<std::uint64_t>(vocabulary) - std::size(Vocabulary::kSpecials);
    std::generate_n(words.write(), words.size(),
                    [&] { return static_cast<std::int32_t>(std::size(Vocabulary::kSpecials) + random.below(count)); });
    return words;
}

/// What a decoder reads: a begin mark, then the row but for its last word.
Indices shifted(const Indices& rows) {
    const std::int64_t length = rows.shape()[-1];
    Indices before(rows.shape());
    std::int32_t* to = before.write();
    for (const std::int32_t *from = rows.data(), *end = from + rows.size(); from != end; from += length) {
        *to++ = Vocabulary::kBegin;
        to = std::copy_n(from, length - 1, to);
    }
    return before;
}

void end_rows(Indices& rows) {
    const std::int64_t length = rows.shape()[-1];
    for (std::int64_t last = length - 1; last < rows.size(); last += length) rows.write()[last] = Vocabulary::kEnd;
}

Indices equal_lengths(std::int64_t pairs, std::int64_t length) {
    Indices lengths(Shape{pairs});
    std::fill_n(lengths.write(), pairs, static_cast<std::int32_t>(length));
    return lengths;
}

}  // namespace

std::span<const StepModel> step_models() {
    return kModels;
}

nn::TranslationSettings settings_of(const StepModel& model) {
    nn::TranslationSettings settings =
        nn::translation_settings(program::preset_settings(nn::kTranslationTask, model.preset));
    settings.model.source_vocabulary = model.source_vocabulary;
    settings.model.target_vocabulary = model.target_vocabulary;
    return settings;
}

nn::Batch random_batch(const nn::TransformerConfig& config, std::int64_t pairs, std::int64_t length,
                       core::Random& random) {
    const Shape shape{pairs, length};
    nn::Batch batch;
    batch.source = random_words(config.source_vocabulary, shape, random);
    batch.target_out = random_words(config.target_vocabulary, shape, random);
    end_rows(batch.source);
    end_rows(batch.target_out);
    batch.target_in = shifted(batch.target_out);
    batch.source_lengths = batch.target_lengths = equal_lengths(pairs, length);
    batch.source_tokens = batch.target_tokens = pairs * length;
    return batch;
}

std::vector<nn::Batch> random_parts(const nn::TranslationSettings& settings, std::int64_t length) {
    const nn::DataSettings& data = settings.data;
    core::Random random(1, "bench/steps");
    std::vector<nn::Batch> parts;
    for (std::int64_t part = 0; part < data.micro_batches; ++part)
        parts.push_back(random_batch(settings.model, data.batch_size / data.micro_batches, length, random));
    return parts;
}

}  // namespace vitro::bench
