// nn/train/translation/evaluation.cpp: short sentences first, together; then everything back into its order.
#include "nn/train/translation/evaluation.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numeric>
#include <span>
#include <utility>

#include "core/context.hpp"
#include "core/error.hpp"
#include "nn/decode/greedy.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

/// The sentences' numbers, short ones first; of equal ones in their order.
std::vector<std::int32_t> by_length(const Sentences& sentences) {
    std::vector<std::int32_t> order(sentences.ids.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::int32_t a, std::int32_t b) { return sentences.ids[a].size() < sentences.ids[b].size(); });
    return order;
}

std::vector<std::vector<Decoded>> search(const Translator& translator, const Sentences& sentences,
                                         std::span<const std::int32_t> rows, const TranslateOptions& options) {
    const core::Indices source = pad(sentences, rows, Mark::end), source_lengths = lengths(sentences, rows);
    const SearchOptions limits{.banned = options.ban_unknown ? Vocabulary::kUnknown : -1};
    const BeamOptions beam{
        .search = limits, .beams = options.beams, .length_penalty = options.length_penalty, .n_best = options.n_best};
    if (options.beams != 1 || options.n_best != 1)
        return beam_search_n_best(translator.model, source, source_lengths, beam);
    std::vector<std::vector<Decoded>> results;
    for (Decoded& decoded : greedy(translator.model, source, source_lengths, limits))
        results.push_back({std::move(decoded)});
    return results;
}

/// Every pair once, in batches of similar lengths.
Epoch all_pairs(const Translator& translator, const ParallelSentences& sentences) {
    BatchOptions options = batch_options(translator.settings.data, translator.settings.model.max_positions, 0);
    options.pool = std::numeric_limits<std::int32_t>::max();
    options.too_long = TooLong::error;
    // The limit was the training's; what the model has positions for is evaluated.
    if (options.max_tokens > 0) options.max_tokens = std::max(options.max_tokens, options.max_length);
    return Batches(sentences, options).epoch(0);
}

}  // namespace

std::vector<std::vector<Decoded>> translate_n_best(const Translator& translator, const Sentences& sentences,
                                                   const TranslateOptions& options) {
    check_fits(sentences, translator.settings.model.max_positions);
    const core::NoGrad no_grad;
    const std::vector<std::int32_t> order = by_length(sentences);
    std::vector<std::vector<Decoded>> results(order.size());
    for (std::size_t done = 0; done < order.size();) {
        const std::size_t count = std::min<std::size_t>(order.size() - done, options.batch_size);
        const std::span<const std::int32_t> rows = std::span(order).subspan(done, count);
        std::vector<std::vector<Decoded>> found = search(translator, sentences, rows, options);
        for (std::size_t i = 0; i < count; ++i) results[rows[i]] = std::move(found[i]);
        done += count;
        if (options.on_done) options.on_done(static_cast<std::int64_t>(done));
    }
    return results;
}

std::vector<Decoded> translate(const Translator& translator, const Sentences& sentences,
                               const TranslateOptions& options) {
    std::vector<Decoded> results;
    for (std::vector<Decoded>& best : translate_n_best(translator, sentences, options))
        results.push_back(std::move(best.front()));
    return results;
}

Evaluation evaluate(const Translator& translator, const ParallelText& text, const TranslateOptions& options) {
    const auto& [source, target] = translator.vocabularies;
    const ParallelSentences sentences = encode(text, source, target);
    const Epoch batches = all_pairs(translator, sentences);  // checks that everything fits
    Evaluation result;
    result.unknown = sentences.source.unknown;
    result.tokens = sentences.target.tokens + static_cast<std::int64_t>(sentences.target.ids.size());
    result.cross_entropy = mean_loss(translator.model, batches);
    if (!std::isfinite(result.cross_entropy))
        throw core::Error(fmt::format(
            "{}: the cross-entropy is not finite: the model's weights are damaged or too large", text.target.name));
    result.perplexity = std::exp(result.cross_entropy);
    for (const Decoded& decoded : translate(translator, sentences.source, options))
        result.translations.push_back(target.decode(decoded.ids));
    result.bleu = bleu(result.translations, text.target.lines);
    return result;
}

}  // namespace vitro::nn::inline VITRO_REAL
