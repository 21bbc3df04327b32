// nn/train/translation/metrics.cpp: corpus BLEU.
//
// Words become numbers once, an n-gram is then four integers, and clipped matches are the intersection of two sorted
// lists: the count of each n-gram in the intersection is the smaller of its two counts.
#include "nn/train/translation/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/error.hpp"

namespace vitro::nn {
namespace {

using Numbers = std::unordered_map<std::string_view, int>;
using Ngram = std::array<int, kBleuOrder>;  // shorter n-grams end in zeros, a number that no word has

/// Where sacrebleu splits, which is where Python's str.split() does: Unicode's white space, and the four separators of
/// ASCII.
constexpr std::string_view kWhiteSpace[] = {
    "\t",           "\n",           "\v",           "\f",           "\r", "\x1C", "\x1D", "\x1E", "\x1F", " ",
    "\xC2\x85",                                                      // next line
    "\xC2\xA0",                                                      // no-break space
    "\xE1\x9A\x80",                                                  // ogham space mark
    "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82", "\xE2\x80\x83",  // en quad to em space
    "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87",  // thirds to figure space
    "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A",                  // punctuation to hair space
    "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F",  // separators, narrow, mathematical
    "\xE3\x80\x80",                                                  // ideographic space
};

/// How many bytes the white space at the start of a text has; 0 when something else is there.
std::size_t white_space_at(std::string_view text) {
    for (const std::string_view space : kWhiteSpace)
        if (text.starts_with(space)) return space.size();
    return 0;
}

std::vector<int> number_words(std::string_view line, Numbers& numbers) {
    std::vector<int> words;
    while (!line.empty()) {
        std::size_t length = 0, space = 0;
        while (length < line.size() && (space = white_space_at(line.substr(length))) == 0) ++length;
        if (length > 0)
            words.push_back(
                numbers.try_emplace(line.substr(0, length), static_cast<int>(numbers.size()) + 1).first->second);
        line.remove_prefix(length + space);
    }
    return words;
}

std::vector<Ngram> sorted_ngrams(const std::vector<int>& words, std::size_t order) {
    std::vector<Ngram> ngrams;
    for (std::size_t start = 0; start + order <= words.size(); ++start)
        std::copy_n(words.begin() + static_cast<std::ptrdiff_t>(start), order, ngrams.emplace_back(Ngram{}).begin());
    std::sort(ngrams.begin(), ngrams.end());
    return ngrams;
}

/// Adds the matches, totals and lengths of one line.
void count(const std::vector<int>& hypothesis, const std::vector<int>& reference, Bleu& bleu) {
    for (std::size_t n = 0; n < kBleuOrder; ++n) {
        const std::vector<Ngram> said = sorted_ngrams(hypothesis, n + 1), wanted = sorted_ngrams(reference, n + 1);
        std::vector<Ngram> common;
        std::set_intersection(said.begin(), said.end(), wanted.begin(), wanted.end(), std::back_inserter(common));
        bleu.matches[n] += static_cast<std::int64_t>(common.size());
        bleu.totals[n] += static_cast<std::int64_t>(said.size());
    }
    bleu.hypothesis_length += static_cast<std::int64_t>(hypothesis.size());
    bleu.reference_length += static_cast<std::int64_t>(reference.size());
}

double brevity_penalty(std::int64_t hypothesis_length, std::int64_t reference_length) {
    if (hypothesis_length >= reference_length) return 1.0;
    if (hypothesis_length == 0) return 0.0;
    return std::exp(1.0 - static_cast<double>(reference_length) / static_cast<double>(hypothesis_length));
}

/// Precisions from counts. As in sacrebleu, nothing is smoothed where not even one word matches.
std::array<double, kBleuOrder> precisions(const Bleu& bleu, BleuSmoothing smoothing) {
    std::array<double, kBleuOrder> percent{};
    if (bleu.matches[0] == 0) return percent;
    double halvings = 1.0;
    for (std::size_t n = 0; n < kBleuOrder && bleu.totals[n] > 0; ++n) {
        double matches = static_cast<double>(bleu.matches[n]);
        if (bleu.matches[n] == 0 && smoothing == BleuSmoothing::exp) matches = 1.0 / (halvings *= 2.0);
        percent[n] = 100.0 * matches / static_cast<double>(bleu.totals[n]);
    }
    return percent;
}

/// exp of the mean logarithm; 0 when one precision is.
double geometric_mean(const std::array<double, kBleuOrder>& percent) {
    double sum = 0.0;
    for (const double precision : percent) sum += std::log(precision);
    return std::exp(sum / kBleuOrder);
}

}  // namespace

Bleu bleu(std::span<const std::string> hypotheses, std::span<const std::string> references, BleuSmoothing smoothing) {
    if (hypotheses.size() != references.size())
        throw core::Error(fmt::format("[bleu] {} hypotheses but {} references", hypotheses.size(), references.size()));
    if (references.empty()) throw core::Error("[bleu] no line to compare");
    Bleu result;
    Numbers numbers;
    for (std::size_t line = 0; line < references.size(); ++line)
        count(number_words(hypotheses[line], numbers), number_words(references[line], numbers), result);
    result.brevity_penalty = brevity_penalty(result.hypothesis_length, result.reference_length);
    result.precisions = precisions(result, smoothing);
    result.score = result.brevity_penalty * geometric_mean(result.precisions);
    return result;
}

}  // namespace vitro::nn
