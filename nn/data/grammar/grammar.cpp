// nn/data/grammar/grammar.cpp: draws sentences and deals them into training, validation and test.
#include "nn/data/grammar/grammar.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/error.hpp"
#include "nn/data/grammar/sampler.hpp"
#include "nn/data/grammar/withheld.hpp"

namespace vitro::nn::grammar {
namespace {

std::size_t tokens_in(std::string_view line) {
    return 1 + static_cast<std::size_t>(std::ranges::count(line, ' '));
}

bool of_good_length(std::string_view line) {
    const std::size_t tokens = tokens_in(line);
    return kShortest <= tokens && tokens <= kLongest;
}

template <class Visit>
void for_each_word(std::string_view line, Visit visit) {
    while (!line.empty()) {
        const std::size_t end = std::min(line.find(' '), line.size());
        visit(std::string(line.substr(0, end)));
        line.remove_prefix(std::min(end + 1, line.size()));
    }
}

/// How often each word of one language occurs in training.
class WordCounts {
  public:
    void add(std::string_view line) {
        for_each_word(line, [this](std::string word) { ++counts_[std::move(word)]; });
    }
    bool knows(std::string_view line) const {
        bool known = true;
        for_each_word(line, [&](const std::string& word) {
            const auto found = counts_.find(word);
            known = known && found != counts_.end() && found->second >= kSeen;
        });
        return known;
    }

  private:
    std::unordered_map<std::string, std::size_t> counts_;
};

/// What training says, and how often it says each word.
struct Known {
    WordCounts german, english;

    explicit Known(const std::vector<Pair>& train) {
        for (const Pair& pair : train) {
            german.add(pair.german);
            english.add(pair.english);
        }
    }
    bool all_of(const Pair& pair) const { return german.knows(pair.german) && english.knows(pair.english); }
};

class Dealer {
  public:
    Dealer(std::uint64_t seed, std::size_t wanted) : sampler_(seed), left_(1000 + 40 * wanted) {
        german_.reserve(wanted);
        english_.reserve(wanted);
        for (const Pair& pair : showcase()) say(pair, true);
    }

    /// Adds `count` new pairs whose meaning passes `wanted`. Held-out pairs (those with `known`) are new in English
    /// too.
    template <class Wanted>
    void deal(std::size_t count, const Known* known, std::vector<Pair>& out, Wanted wanted) {
        const std::size_t until = out.size() + count;
        while (out.size() < until) {
            if (left_-- == 0) throw core::Error(exhausted(until - out.size()));
            const Sentence sentence = sampler_.sentence();
            if (!wanted(sentence)) continue;
            Pair pair{german(sentence), english(sentence)};
            if (!of_good_length(pair.german) || !of_good_length(pair.english)) continue;
            if (german_.contains(pair.german) || (known ? english_ : held_).contains(pair.english)) continue;
            if (known && !known->all_of(pair)) continue;
            say(pair, known != nullptr);
            out.push_back(std::move(pair));
        }
    }

  private:
    void say(const Pair& pair, bool held) {
        german_.insert(pair.german);
        english_.insert(pair.english);
        if (held) held_.insert(pair.english);
    }

    static std::string exhausted(std::size_t missing) {
        return "[grammar] hardly finds new sentences, and " + std::to_string(missing) +
               " of those asked for are still missing: ask for fewer";
    }

    Sampler sampler_;
    std::size_t left_;                                         // draws, before giving up
    std::unordered_set<std::string> german_, english_, held_;  // said anywhere; English of what training must not say
};

}  // namespace

Split generate(std::uint64_t seed, const Counts& counts) {
    const auto usual = [](const Sentence& sentence) { return !mentions_withheld(sentence); };
    Split split;
    Dealer dealer(seed, counts.train + counts.validation + counts.test);
    dealer.deal(counts.train, nullptr, split.train, usual);
    const Known known(split.train);
    split.novel = counts.test / 2;
    dealer.deal(counts.validation, &known, split.validation, usual);
    dealer.deal(split.novel, &known, split.test, shows_withheld);
    dealer.deal(counts.test - split.novel, &known, split.test, usual);
    return split;
}

std::span<const Pair> showcase() {
    static const std::vector<Pair> kPairs = {
        {"ich möchte ein bier .", "i would like a beer ."},
        {"heute ruft der alte lehrer seine mutter an .", "today the old teacher is calling his mother ."},
        {"den kleinen jungen liebt die königin .", "the queen loves the little boy ."},
        {"hast du gestern das alte buch gelesen ?", "did you read the old book yesterday ?"},
        {"warum will das kind nicht schlafen ?", "why does the child not want to sleep ?"},
        {"wenn es regnet , fährt mein bruder mit dem bus .", "when it rains , my brother takes the bus ."},
        {"wir wissen nicht , ob der zug morgen ankommt .", "we do not know whether the train will arrive tomorrow ."},
        {"meine schwester hat vergessen , das kleid der königin zu waschen .",
         "my sister forgot to wash the queen 's dress ."},
        {"in diesem dorf gibt es keinen bahnhof .", "in this village there is no station ."},
    };
    return kPairs;
}

ParallelText text_of(std::span<const Pair> pairs, std::string german_name, std::string english_name) {
    ParallelText text{{std::move(german_name), {}}, {std::move(english_name), {}}};
    for (const Pair& pair : pairs) {
        text.source.lines.push_back(pair.german);
        text.target.lines.push_back(pair.english);
    }
    return text;
}

}  // namespace vitro::nn::grammar
