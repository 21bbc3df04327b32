// nn/decode/next_tokens.cpp: a Transformer as a function from unfinished translations to what may come next.
#include "nn/decode/next_tokens.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "core/context.hpp"
#include "core/error.hpp"
#include "core/ops.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

core::Indices sentences_of(std::span<const Prefix> prefixes) {
    core::Indices sentences(Shape{static_cast<std::int64_t>(prefixes.size())});
    std::transform(prefixes.begin(), prefixes.end(), sentences.write(),
                   [](const Prefix& prefix) { return static_cast<std::int32_t>(prefix.sentence); });
    return sentences;
}

bool same(const core::Indices& a, const core::Indices& b) {
    return a.shape() == b.shape() && std::equal(a.data(), a.data() + a.size(), b.data());
}

core::Indices as_rectangle(std::span<const Prefix> prefixes) {
    const std::int64_t length = static_cast<std::int64_t>(prefixes.front().tokens.size());
    core::Indices ids(Shape{static_cast<std::int64_t>(prefixes.size()), length});
    std::int32_t* row = ids.write();
    for (const Prefix& prefix : prefixes) row = std::copy(prefix.tokens.begin(), prefix.tokens.end(), row);
    return ids;
}

/// A NaN anywhere in a row of scores makes the row's softmax NaN everywhere.
void require_numbers(const Tensor& log_probabilities, std::span<const Prefix> prefixes) {
    const real* row = log_probabilities.data();
    for (const Prefix& prefix : prefixes) {
        if (std::isnan(*row))
            throw core::Error(
                fmt::format("[decode] sentence {} of the batch, token {}: the model's scores are not numbers; its "
                            "weights are damaged or too large",
                            prefix.sentence + 1, prefix.tokens.size()));
        row += log_probabilities.cols();
    }
}

void forbid(Tensor& log_probabilities, std::int32_t token) {
    real* entry = log_probabilities.write() + token;
    for (std::int64_t row = 0; row < log_probabilities.rows(); ++row, entry += log_probabilities.cols())
        *entry = -std::numeric_limits<real>::infinity();
}

}  // namespace

NextTokens::NextTokens(const Transformer& model, const core::Indices& source, const core::Indices& source_lengths,
                       std::int32_t banned)
    : model_(model), source_lengths_(source_lengths), banned_(banned) {
    if (banned >= model.config.target_vocabulary)
        throw core::Error(fmt::format("[decode] token {} cannot be banned: valid are 0 to {}, or -1 for none", banned,
                                      model.config.target_vocabulary - 1));
    const core::NoGrad no_grad;
    memory_ = model.encode(source, source_lengths).value;
}

void NextTokens::gather_memory(std::span<const Prefix> prefixes) {
    const core::Indices sentences = sentences_of(prefixes);
    if (same(sentences, row_sentences_)) return;
    const std::int64_t rows = sentences.size(), time = memory_.shape()[1], d_model = memory_.shape()[2];
    const Variable table = memory_.reshape({this->sentences(), time * d_model});
    row_memory_ = core::embedding(table, sentences).value.reshape({rows, time, d_model});
    row_lengths_ = core::Indices(sentences.shape());
    std::transform(sentences.data(), sentences.data() + rows, row_lengths_.write(),
                   [this](std::int32_t sentence) { return source_lengths_.data()[sentence]; });
    row_sentences_ = sentences;
}

Tensor NextTokens::operator()(std::span<const Prefix> prefixes) {
    const core::NoGrad no_grad;
    gather_memory(prefixes);
    const core::Indices target_in = as_rectangle(prefixes);
    const Variable states = model_.decode_states(target_in, row_memory_, row_lengths_);
    const Variable last = core::slice(states, 1, target_in.shape()[1] - 1, 1);
    Tensor log_probabilities = core::log_softmax(model_.output(last)).value;
    require_numbers(log_probabilities, prefixes);
    if (banned_ >= 0) forbid(log_probabilities, banned_);
    return log_probabilities.reshape({log_probabilities.rows(), log_probabilities.cols()});
}

}  // namespace vitro::nn::inline VITRO_REAL
