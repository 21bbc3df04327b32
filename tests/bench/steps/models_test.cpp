// tests/bench/steps/models_test.cpp: the models are the presets', and their batches what training would see.
#include "bench/steps/models.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <string_view>

#include "nn/data/vocabulary.hpp"
#include "nn/train/translation/translation_data.hpp"

namespace vitro::bench {
namespace {

using nn::Vocabulary;

std::span<const std::int32_t> all_of(const core::Indices& indices) {
    return {indices.data(), static_cast<std::size_t>(indices.size())};
}

}  // namespace

TEST_CASE("every model has the settings of its preset") {
    for (const StepModel& model : step_models()) {
        CAPTURE(model.preset);
        const nn::TranslationSettings settings = settings_of(model);
        CHECK_NOTHROW(settings.validate());
        CHECK(settings.training.optimizer == nn::OptimizerKind::adam);
        CHECK(settings.data.batch_size % settings.data.micro_batches == 0);
        CHECK(model.length <= settings.model.max_positions);
    }
}

TEST_CASE("the demo's vocabularies and sentences are those of the embedded corpus") {
    const StepModel& demo = step_models().front();
    REQUIRE(std::string_view(demo.preset) == "demo");
    const nn::DataSettings data = settings_of(demo).data;
    const nn::ParallelText text = nn::read_split(data, data.train);
    const auto [source, target] = nn::build_vocabularies(data, text);
    CHECK(demo.source_vocabulary == source.size());
    CHECK(demo.target_vocabulary == target.size());
    const nn::ParallelSentences sentences = nn::encode(text, source, target);
    for (const nn::Sentences* side : {&sentences.source, &sentences.target}) {
        const auto mean = static_cast<double>(side->tokens) / static_cast<double>(side->ids.size()) + 1;
        CHECK(mean == doctest::Approx(static_cast<double>(demo.length)).epsilon(0.05));
    }
}

TEST_CASE("a batch has words and marks where a corpus's has them, and no padding") {
    constexpr std::int64_t kPairs = 3, kLength = 5;
    const nn::TransformerConfig config = settings_of(step_models().front()).model;
    core::Random random(1);
    const nn::Batch batch = random_batch(config, kPairs, kLength, random);
    CHECK(batch.source.shape() == core::Shape{kPairs, kLength});
    CHECK(batch.target_tokens == kPairs * kLength);
    CHECK(std::ranges::count(all_of(batch.source), Vocabulary::kEnd) == kPairs);
    for (const auto* ids : {&batch.source, &batch.target_in, &batch.target_out})
        CHECK(std::ranges::count(all_of(*ids), Vocabulary::kPad) == 0);
    CHECK(std::ranges::max(all_of(batch.source)) < config.source_vocabulary);
    CHECK(std::ranges::max(all_of(batch.target_out)) < config.target_vocabulary);
    for (std::int64_t row = 0; row < kPairs; ++row) {
        const std::int32_t *in = batch.target_in.data() + row * kLength, *out = batch.target_out.data() + row * kLength;
        CHECK(in[0] == Vocabulary::kBegin);
        CHECK(std::equal(in + 1, in + kLength, out));
        CHECK(out[kLength - 1] == Vocabulary::kEnd);
        CHECK(batch.source_lengths.data()[row] == kLength);
    }
}

TEST_CASE("a batch is cut into parts as the preset says") {
    nn::TranslationSettings settings = settings_of(step_models().front());
    settings.data.batch_size = 8;
    settings.data.micro_batches = 4;
    const std::vector<nn::Batch> parts = random_parts(settings, 6);
    REQUIRE(parts.size() == 4);
    CHECK(parts[3].source.shape() == core::Shape{2, 6});
    CHECK(!std::ranges::equal(all_of(parts[0].source), all_of(parts[1].source)));
}

}  // namespace vitro::bench
