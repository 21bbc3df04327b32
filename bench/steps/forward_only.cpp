// bench/steps/forward_only.cpp: evaluation as at an epoch's end, decoding as nn/decode/greedy.cpp does it.
#include "bench/steps/forward_only.hpp"

#include <algorithm>
#include <utility>

#include "core/context.hpp"
#include "nn/train/translation.hpp"

namespace vitro::bench {

Evaluation::Evaluation(const nn::TranslationSettings& settings, nn::Batch batch)
    : model_(nn::Builder(parameters_), settings.model), batch_(std::move(batch)) {}

void Evaluation::run() {
    const core::NoGrad no_grad;
    const core::Loss loss = nn::batch_loss(model_, batch_, 0);
    loss_ = static_cast<double>(loss.sum.value.item()) / static_cast<double>(loss.tokens);
}

void Evaluation::run_watched(Stopwatch& stopwatch) {
    stopwatch.forward([&] { run(); });
}

Decoding::Decoding(const nn::TranslationSettings& settings, std::int64_t sentences, std::int64_t words,
                   std::int64_t source_length)
    : model_(nn::Builder(parameters_), settings.model) {
    core::Random random(1, "bench/steps");
    const nn::Batch batch = random_batch(settings.model, sentences, source_length, random);
    next_.emplace(model_, batch.source, batch.source_lengths);
    for (std::int64_t i = 0; i < sentences; ++i) {
        const std::int32_t* first = batch.target_in.data() + i * source_length;
        prefixes_.push_back({.sentence = i, .tokens = {first, first + words}});
    }
}

void Decoding::run() {
    const nn::Tensor log_probabilities = (*next_)(prefixes_);
    const auto vocabulary = log_probabilities.cols();
    next_words_.clear();
    for (const auto *row = log_probabilities.data(), *end = row + log_probabilities.size(); row != end;
         row += vocabulary)
        next_words_.push_back(static_cast<std::int32_t>(std::max_element(row, row + vocabulary) - row));
}

void Decoding::run_watched(Stopwatch& stopwatch) {
    stopwatch.forward([&] { run(); });
    stopwatch.lap("likeliest");
}

}  // namespace vitro::bench
