// nn/decode/sample.cpp: which tokens are kept, and one of them drawn.
#include "nn/decode/sample.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "core/random.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();

/// Tokens with their logits in place of probabilities, likeliest first; at most `most` of them.
std::vector<TokenProbability> likeliest(std::span<const real> logits, std::size_t most) {
    std::vector<TokenProbability> all;
    for (std::size_t token = 0; token < logits.size(); ++token) {
        const double logit = static_cast<double>(logits[token]);
        if (!(logit < std::numeric_limits<double>::infinity()))
            throw core::Error("[sample] the scores are not numbers: the model's weights are damaged or too large");
        if (logit != kNever) all.push_back({static_cast<std::int32_t>(token), logit});
    }
    if (all.empty()) throw core::Error("[sample] no token is left to draw");
    const auto likelier = [](const TokenProbability& a, const TokenProbability& b) {
        return a.probability != b.probability ? a.probability > b.probability : a.token < b.token;
    };
    const std::size_t count = std::min(most, all.size());
    std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count), all.end(), likelier);
    all.resize(count);
    return all;
}

double sum(const std::vector<TokenProbability>& choices) {
    double total = 0;
    for (const TokenProbability& choice : choices) total += choice.probability;
    return total;
}

/// The fewest, likeliest first, that sum to a share of all.
void keep_nucleus(std::vector<TokenProbability>& choices, double share) {
    const double wanted = share * sum(choices);
    double so_far = 0;
    std::size_t kept = 0;
    while (kept < choices.size() && (kept == 0 || so_far < wanted)) so_far += choices[kept++].probability;
    choices.resize(kept);
}

}  // namespace

std::vector<TokenProbability> choices(std::span<const real> logits, const SampleOptions& options) {
    options.validate();
    const bool certain = options.temperature == 0;
    const std::size_t most = certain ? 1 : options.top_k == 0 ? logits.size() : static_cast<std::size_t>(options.top_k);
    std::vector<TokenProbability> kept = likeliest(logits, most);
    if (certain) return {{kept.front().token, 1}};
    const double greatest = kept.front().probability;
    for (TokenProbability& choice : kept)
        choice.probability = std::exp((choice.probability - greatest) / options.temperature);
    if (options.top_p < 1) keep_nucleus(kept, options.top_p);
    const double total = sum(kept);
    for (TokenProbability& choice : kept) choice.probability /= total;
    return kept;
}

Sampler::Sampler(const SampleOptions& options) : options_(options) {
    options_.validate();
}

/// The inverse of the distribution function, at a number uniform in [0, 1).
std::int32_t Sampler::operator()(std::span<const real> logits, std::uint64_t position) const {
    const std::vector<TokenProbability> kept = choices(logits, options_);
    core::Random random(options_.seed, "sample");
    random.seek(2 * position);  // a uniform() takes two words
    double rest = random.uniform();
    for (const TokenProbability& choice : kept)
        if ((rest -= choice.probability) < 0) return choice.token;
    return kept.front().token;  // what rounding left of a sum of 1
}

}  // namespace vitro::nn::inline VITRO_REAL
