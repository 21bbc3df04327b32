// bench/steps/forward_only.cpp: evaluation as at an epoch's end, decoding as nn/decode/greedy.cpp does it.
#include "bench/steps/forward_only.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/context.hpp"
#include "core/ops.hpp"
#include "nn/train/translation/translation.hpp"

namespace vitro::bench {
namespace {

/// Columns begin .. begin + count of [rows, columns].
core::Indices columns(const core::Indices& all, std::int64_t begin, std::int64_t count) {
    const std::int64_t rows = all.shape()[0], stride = all.shape()[1];
    core::Indices some(core::Shape{rows, count});
    std::int32_t* to = some.write();
    for (std::int64_t i = 0; i < rows; ++i) to = std::copy_n(all.data() + i * stride + begin, count, to);
    return some;
}

}  // namespace

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
    const core::NoGrad no_grad;
    cache_.emplace(
        model_.cache(model_.encode(batch.source, batch.source_lengths), batch.source_lengths, sentences, words));
    std::vector<std::int64_t> all(static_cast<std::size_t>(sentences));
    std::iota(all.begin(), all.end(), 0);
    cache_->start(all);
    if (words > 1) model_.decode_states(columns(batch.target_in, 0, words - 1), *cache_);
    newest_ = columns(batch.target_in, words - 1, 1);
}

void Decoding::run() {
    const core::NoGrad no_grad;
    cache_->self.shorten(cache_->self.capacity() - 1);
    const nn::Tensor log_probabilities = core::log_softmax(model_.output(model_.decode_states(newest_, *cache_))).value;
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
