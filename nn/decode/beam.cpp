// nn/decode/beam.cpp: several unfinished translations of each sentence side by side, the best of which goes on.
#include "nn/decode/beam.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <limits>
#include <utility>

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
    std::size_t prefix;  // its place among the live ones
    std::int32_t token;
};

/// The best extensions seen so far, best first; of equal ones, the one seen first.
class Best {
  public:
    explicit Best(std::int64_t capacity) : capacity_(static_cast<std::size_t>(capacity)) {}

    void offer(const Candidate& candidate) {
        if (!(candidate.log_probability > least_)) return;
        if (list_.size() == capacity_) list_.pop_back();
        const auto better = [](const Candidate& a, const Candidate& b) {
            return a.log_probability > b.log_probability;
        };
        list_.insert(std::upper_bound(list_.begin(), list_.end(), candidate, better), candidate);
        if (list_.size() == capacity_) least_ = list_.back().log_probability;
    }
    const std::vector<Candidate>& list() const { return list_; }

  private:
    std::size_t capacity_;
    double least_ = -std::numeric_limits<double>::infinity();  // to be exceeded; a banned token never does
    std::vector<Candidate> list_;
};

/// One sentence's part of the search.
class Beam {
  public:
    Beam(std::int64_t sentence, std::int64_t longest, const BeamOptions& options)
        : options_(options), longest_(longest), live_{{.sentence = sentence, .tokens = {options.search.begin}}} {}

    const std::vector<Prefix>& live() const { return live_; }
    /// log_probabilities: [live, vocabulary], whose first row was row `first` of its call.
    void advance(std::span<const real> log_probabilities, std::int64_t first);
    /// When nothing is live any more.
    std::vector<Decoded> best() const;

  private:
    Best best_extensions(std::span<const real> log_probabilities) const;
    void complete(const Candidate& candidate);
    bool done() const;
    double score(double log_probability, std::int64_t tokens) const {
        return log_probability / penalty(tokens, options_.length_penalty);
    }
    Decoded decoded(const Prefix& prefix, double log_probability, bool ended) const;

    const BeamOptions& options_;
    std::int64_t longest_;
    std::int64_t length_ = 0;        // tokens of each live prefix, without the begin mark
    std::vector<Prefix> live_;       // best first; empty when the sentence is done
    std::vector<Decoded> complete_;  // best first
    std::vector<Decoded> cut_;       // what was live at the end, best first
};

Decoded Beam::decoded(const Prefix& prefix, double log_probability, bool ended) const {
    const std::int64_t tokens = std::ssize(prefix.tokens) - (ended ? 0 : 1);  // an end mark, no begin mark
    return {.ids = {prefix.tokens.begin() + 1, prefix.tokens.end()},
            .log_probability = log_probability,
            .score = score(log_probability, tokens),
            .ended = ended};
}

/// Twice as many as beams: even if all of the best are end marks, enough live on.
Best Beam::best_extensions(std::span<const real> log_probabilities) const {
    Best best(2 * options_.beams);
    const std::size_t vocabulary = log_probabilities.size() / live_.size();
    for (std::size_t i = 0; i < live_.size(); ++i) {
        const std::span<const real> row = log_probabilities.subspan(i * vocabulary, vocabulary);
        for (std::size_t token = 0; token < vocabulary; ++token)
            best.offer(
                {live_[i].log_probability + static_cast<double>(row[token]), i, static_cast<std::int32_t>(token)});
    }
    return best;
}

/// Of equal ones, the one found first is better.
void Beam::complete(const Candidate& candidate) {
    Decoded found = decoded(live_[candidate.prefix], candidate.log_probability, true);
    const auto better = [](const Decoded& a, const Decoded& b) { return a.score > b.score; };
    const auto place = std::upper_bound(complete_.begin(), complete_.end(), found, better);
    complete_.insert(place, std::move(found));
}

void Beam::advance(std::span<const real> log_probabilities, std::int64_t first) {
    ++length_;
    const Best best = best_extensions(log_probabilities);
    const std::size_t beams = static_cast<std::size_t>(options_.beams);
    std::vector<Prefix> next;
    for (std::size_t rank = 0; rank < best.list().size(); ++rank) {
        const Candidate& candidate = best.list()[rank];
        if (candidate.token == options_.search.end) {
            if (rank < beams) complete(candidate);
        } else if (next.size() < beams) {
            Prefix& extended = next.emplace_back(live_[candidate.prefix]);
            extended.tokens.push_back(candidate.token);
            extended.log_probability = candidate.log_probability;
            extended.parent = first + static_cast<std::int64_t>(candidate.prefix);
        }
    }
    const bool stuck = next.empty();  // nothing may follow
    if (!stuck) live_ = std::move(next);
    if (!stuck && !done()) return;
    for (const Prefix& prefix : live_) cut_.push_back(decoded(prefix, prefix.log_probability, false));
    live_.clear();
}

/// A live prefix only becomes less likely: its score is best if it loses nothing more and grows to the full length.
bool Beam::done() const {
    if (length_ >= longest_ || std::ssize(complete_) >= options_.beams) return true;
    if (std::ssize(complete_) < options_.n_best) return false;
    const Decoded& last = complete_[static_cast<std::size_t>(options_.n_best) - 1];
    return last.score >= score(live_.front().log_probability, longest_);
}

std::vector<Decoded> Beam::best() const {
    std::vector<Decoded> all = complete_;
    all.insert(all.end(), cut_.begin(), cut_.end());
    all.resize(std::min(all.size(), static_cast<std::size_t>(options_.n_best)));
    return all;
}

void check(const BeamOptions& options) {
    if (options.beams < 1) throw core::Error(fmt::format("[beam] {} beams: valid are 1 and up", options.beams));
    if (!(options.length_penalty >= 0))
        throw core::Error(fmt::format("[beam] a length penalty of {}: valid are 0 and up", options.length_penalty));
    if (options.n_best < 1 || options.n_best > options.beams)
        throw core::Error(fmt::format("[beam] the {} best of {} beams: valid are 1 to {}", options.n_best,
                                      options.beams, options.beams));
}

std::vector<Prefix> all_live(const std::vector<Beam>& beams) {
    std::vector<Prefix> all;
    for (const Beam& beam : beams) all.insert(all.end(), beam.live().begin(), beam.live().end());
    return all;
}

}  // namespace

std::vector<std::vector<Decoded>> beam_search_n_best(const Transformer& model, const core::Indices& source,
                                                     const core::Indices& source_lengths, const BeamOptions& options) {
    check(options);
    NextTokens next(model, source, source_lengths, options.search, options.beams);
    std::vector<Beam> beams;
    for (std::int64_t i = 0; i < next.sentences(); ++i) beams.emplace_back(i, next.longest(i), options);
    for (std::vector<Prefix> live = all_live(beams); !live.empty(); live = all_live(beams)) {
        const Tensor log_probabilities = next(live);
        const std::int64_t vocabulary = log_probabilities.cols();
        std::int64_t first = 0;
        for (Beam& beam : beams) {
            const std::int64_t rows = std::ssize(beam.live());
            if (rows == 0) continue;
            beam.advance(log_probabilities.span().subspan(first * vocabulary, rows * vocabulary), first);
            first += rows;
        }
    }
    std::vector<std::vector<Decoded>> results;
    std::transform(beams.begin(), beams.end(), std::back_inserter(results),
                   [](const Beam& beam) { return beam.best(); });
    return results;
}

std::vector<Decoded> beam_search(const Transformer& model, const core::Indices& source,
                                 const core::Indices& source_lengths, const BeamOptions& options) {
    std::vector<Decoded> results;
    for (std::vector<Decoded>& best : beam_search_n_best(model, source, source_lengths, options))
        results.push_back(std::move(best.front()));
    return results;
}

}  // namespace vitro::nn::inline VITRO_REAL
