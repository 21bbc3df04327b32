// nn/decode/generate.cpp: a text gone on with, token by token.
#include "nn/decode/generate.hpp"

#include <algorithm>

#include "core/context.hpp"
#include "core/error.hpp"

namespace vitro::nn::inline VITRO_REAL {

Generator::Generator(const LanguageModel& model, std::span<const std::int32_t> prompt, const SampleOptions& options)
    : model_(model), sampler_(options), tokens_(prompt.begin(), prompt.end()), cache_(model.cache(1)) {
    if (tokens_.empty()) throw core::Error("[generate] the prompt is empty: the model needs a token to go on from");
    cache_.start(1);
}

/// The tokens of the window that the cache does not have yet: [1, tokens].
core::Indices Generator::unread() {
    const std::int64_t length = std::ssize(tokens_), context = cache_.capacity();
    if (length - window_ > context) {
        window_ = length - std::max<std::int64_t>(1, context / 2);
        cache_.start(1);
    }
    const std::span<const std::int32_t> text = tokens_;
    const auto from = text.subspan(static_cast<std::size_t>(window_ + cache_.length()));
    return core::Indices::from({1, std::ssize(from)}, from);
}

std::int32_t Generator::next() {
    const core::NoGrad no_grad;
    const core::Indices tokens = unread();
    const Variable hidden = model_.hidden(tokens, cache_);
    const std::int64_t newest = tokens.size() - 1;
    const Variable last = newest == 0 ? hidden : core::slice(hidden, 1, newest, 1);
    logits_ = model_.project(last).value.reshape({model_.config.vocabulary});
    tokens_.push_back(sampler_(logits_.span(), drawn_++));
    return tokens_.back();
}

}  // namespace vitro::nn::inline VITRO_REAL
