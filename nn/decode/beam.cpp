// nn/decode/beam.cpp: several unfinished translations of each sentence side by side, the best of which goes on.
#include "nn/decode/beam.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

#include "core/error.hpp"
#include "nn/decode/next_tokens.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

double penalty(std::int64_t tokens, double alpha) {
    return std::pow((5 + static_cast<double>(tokens)) / 6, alpha);
}

/// A prefix and one token more.
struct Candidate {
    double log_probability;
    const Prefix* prefix;
    std::int32_t token;
};

/// The best extensions seen so far, best first; of equal ones, the one seen first.
class Best {
  public:
    explicit Best(std::int64_t capacity) : capacity_(static_cast<std::size_t>(capacity)) {}

    /// What cannot be (a token that is banned) is no candidate.
    void offer(const Candidate& candidate) {
        if (std::isinf(candidate.log_probability)) return;
        if (list_.size() == capacity_) {
            if (!(candidate.log_probability > list_.back().log_probability)) return;
            list_.pop_back();
        }
        const auto better = [](const Candidate& a, const Candidate& b) {
            return a.log_probability > b.log_probability;
        };
        list_.insert(std::upper_bound(list_.begin(), list_.end(), candidate, better), candidate);
    }
    const std::vector<Candidate>& list() const { return list_; }

  private:
    std::size_t capacity_;
    std::vector<Candidate> list_;
};

/// One sentence's part of the search.
class Beam {
  public:
    Beam(std::int64_t sentence, std::int64_t longest, const BeamOptions& options)
        : options_(options), longest_(longest), live_{{.sentence = sentence, .tokens = {options.search.begin}}} {}

    const std::vector<Prefix>& live() const { return live_; }
    /// log_probabilities: [live, vocabulary].
    void advance(std::span<const real> log_probabilities);
    Decoded best() const;

  private:
    Best best_extensions(std::span<const real> log_probabilities) const;
    void complete(const Candidate& candidate);
    const Decoded* best_complete() const;
    bool done() const;
    double score(double log_probability, std::int64_t tokens) const {
        return log_probability / penalty(tokens, options_.length_penalty);
    }

    const BeamOptions& options_;
    std::int64_t longest_;
    std::int64_t length_ = 0;   // tokens of each live prefix, without the begin mark
    std::vector<Prefix> live_;  // best first; empty when the sentence is done
    Prefix cut_;                // the best prefix that reached the length limit, or that nothing can follow
    std::vector<Decoded> complete_;
};

/// Twice as many as beams: even if all of the best are end marks, enough live on.
Best Beam::best_extensions(std::span<const real> log_probabilities) const {
    Best best(2 * options_.beams);
    const std::size_t vocabulary = log_probabilities.size() / live_.size();
    for (std::size_t i = 0; i < log_probabilities.size(); ++i) {
        const Prefix& prefix = live_[i / vocabulary];
        best.offer({prefix.log_probability + static_cast<double>(log_probabilities[i]), &prefix,
                    static_cast<std::int32_t>(i % vocabulary)});
    }
    return best;
}

void Beam::complete(const Candidate& candidate) {
    complete_.push_back({.ids = {candidate.prefix->tokens.begin() + 1, candidate.prefix->tokens.end()},
                         .log_probability = candidate.log_probability,
                         .score = score(candidate.log_probability, length_),
                         .ended = true});
}

void Beam::advance(std::span<const real> log_probabilities) {
    ++length_;
    const Best best = best_extensions(log_probabilities);
    const std::size_t beams = static_cast<std::size_t>(options_.beams);
    std::vector<Prefix> next;
    for (std::size_t rank = 0; rank < best.list().size(); ++rank) {
        const Candidate& candidate = best.list()[rank];
        if (candidate.token == options_.search.end) {
            if (rank < beams) complete(candidate);
        } else if (next.size() < beams) {
            Prefix& extended = next.emplace_back(*candidate.prefix);
            extended.tokens.push_back(candidate.token);
            extended.log_probability = candidate.log_probability;
        }
    }
    if (next.empty()) cut_ = live_.front();  // nothing may follow; what is complete, if anything is, goes before it
    live_ = std::move(next);
    if (!done()) return;
    if (!live_.empty()) cut_ = live_.front();
    live_.clear();
}

/// nullptr: none is complete.
const Decoded* Beam::best_complete() const {
    const auto worse = [](const Decoded& a, const Decoded& b) { return a.score < b.score; };
    const auto best = std::max_element(complete_.begin(), complete_.end(), worse);
    return best == complete_.end() ? nullptr : &*best;
}

/// A live prefix only becomes less likely: its score is best if it loses nothing more and grows to the full length.
bool Beam::done() const {
    if (live_.empty() || length_ >= longest_ || std::ssize(complete_) >= options_.beams) return true;
    const Decoded* best = best_complete();
    return best && best->score >= score(live_.front().log_probability, longest_);
}

Decoded Beam::best() const {
    if (const Decoded* best = best_complete()) return *best;
    return {.ids = {cut_.tokens.begin() + 1, cut_.tokens.end()},
            .log_probability = cut_.log_probability,
            .score = score(cut_.log_probability, length_)};
}

void check(const BeamOptions& options) {
    if (options.beams < 1) throw core::Error(fmt::format("[beam] {} beams: valid are 1 and up", options.beams));
    if (!(options.length_penalty >= 0))
        throw core::Error(fmt::format("[beam] a length penalty of {}: valid are 0 and up", options.length_penalty));
}

std::vector<Prefix> all_live(const std::vector<Beam>& beams) {
    std::vector<Prefix> all;
    for (const Beam& beam : beams) all.insert(all.end(), beam.live().begin(), beam.live().end());
    return all;
}

}  // namespace

std::vector<Decoded> beam_search(const Transformer& model, const core::Indices& source,
                                 const core::Indices& source_lengths, const BeamOptions& options) {
    check(options);
    NextTokens next(model, source, source_lengths, options.search.banned);
    std::vector<Beam> beams;
    for (std::int64_t i = 0; i < next.sentences(); ++i)
        beams.emplace_back(i, longest_translation(options.search, next.source_length(i), model.config.max_positions),
                           options);
    for (std::vector<Prefix> live = all_live(beams); !live.empty(); live = all_live(beams)) {
        const Tensor log_probabilities = next(live);
        std::span<const real> rest = log_probabilities.span();
        for (Beam& beam : beams) {
            if (beam.live().empty()) continue;
            const std::size_t size = beam.live().size() * static_cast<std::size_t>(log_probabilities.cols());
            beam.advance(rest.first(size));
            rest = rest.subspan(size);
        }
    }
    std::vector<Decoded> results;
    std::transform(beams.begin(), beams.end(), std::back_inserter(results),
                   [](const Beam& beam) { return beam.best(); });
    return results;
}

}  // namespace vitro::nn::inline VITRO_REAL
