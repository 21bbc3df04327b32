// tests/nn/decode/whole_model.cpp: searches that run the whole model for every token. One sentence at a time, and
// everything sorted: nothing here is clever.
#include "tests/nn/decode/whole_model.hpp"

#include <algorithm>
#include <cmath>

#include "core/context.hpp"

namespace vitro::test::inline VITRO_REAL {
namespace {

struct Hypothesis {
    std::vector<std::int32_t> tokens;
    double log_probability = 0;
};

void sort_best_first(std::vector<Hypothesis>& list) {
    std::stable_sort(list.begin(), list.end(),
                     [](const Hypothesis& a, const Hypothesis& b) { return a.log_probability > b.log_probability; });
}

nn::Decoded decoded(const Hypothesis& found, double alpha, std::int32_t end) {
    const bool ended = found.tokens.back() == end;
    const double tokens = static_cast<double>(found.tokens.size() - 1);
    return {.ids = {found.tokens.begin() + 1, found.tokens.end() - (ended ? 1 : 0)},
            .log_probability = found.log_probability,
            .score = found.log_probability / std::pow((5 + tokens) / 6, alpha),
            .ended = ended};
}

}  // namespace

core::Tensor by_whole_model(const nn::Transformer& model, const Sources& sources, std::int64_t sentence,
                            const std::vector<std::int32_t>& tokens) {
    const core::NoGrad no_grad;
    const std::int32_t length = sources.lengths.data()[sentence];
    const std::span<const std::int32_t> ids(sources.ids.data() + sentence * sources.ids.shape()[1],
                                            static_cast<std::size_t>(length));
    const core::Variable logits = model(core::Indices::from({1, length}, ids), core::Indices::from({1}, {length}),
                                        core::Indices::from({1, std::ssize(tokens)}, tokens));
    const core::Variable last = core::slice(logits, 1, std::ssize(tokens) - 1, 1);
    return core::log_softmax(last).value.reshape({logits.shape()[2]});
}

std::vector<nn::Decoded> search_by_whole_model(const nn::Transformer& model, const Sources& sources,
                                               std::int64_t sentence, const nn::BeamOptions& options) {
    const std::size_t beams = static_cast<std::size_t>(options.beams),
                      wanted = static_cast<std::size_t>(options.n_best);
    const std::int64_t longest =
        nn::longest_translation(options.search, sources.lengths.data()[sentence], model.config.max_positions);
    const auto of = [&](const Hypothesis& found) { return decoded(found, options.length_penalty, options.search.end); };
    const auto better = [](const nn::Decoded& a, const nn::Decoded& b) { return a.score > b.score; };
    std::vector<Hypothesis> live = {{.tokens = {options.search.begin}}};
    std::vector<nn::Decoded> complete;
    for (std::int64_t length = 1; length <= longest; ++length) {
        std::vector<Hypothesis> all;
        for (const Hypothesis& prefix : live) {
            const core::Tensor next = by_whole_model(model, sources, sentence, prefix.tokens);
            for (std::int32_t token = 0; token < next.size(); ++token) {
                if (token == options.search.banned) continue;
                Hypothesis& longer = all.emplace_back(prefix);
                longer.tokens.push_back(token);
                longer.log_probability += static_cast<double>(next.data()[token]);
            }
        }
        sort_best_first(all);
        live.clear();
        for (std::size_t rank = 0; rank < std::min(all.size(), 2 * beams); ++rank) {
            if (all[rank].tokens.back() != options.search.end)
                live.push_back(all[rank]);
            else if (rank < beams)
                complete.push_back(of(all[rank]));
        }
        live.resize(std::min(live.size(), beams));
        std::stable_sort(complete.begin(), complete.end(), better);
        if (live.empty() || complete.size() >= beams) break;
        const double hope =
            live.front().log_probability / std::pow((5 + static_cast<double>(longest)) / 6, options.length_penalty);
        if (complete.size() >= wanted && complete[wanted - 1].score >= hope) break;
    }
    for (const Hypothesis& prefix : live) complete.push_back(of(prefix));
    complete.resize(std::min(complete.size(), wanted));
    return complete;
}

}  // namespace vitro::test::inline VITRO_REAL
