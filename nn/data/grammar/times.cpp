// nn/data/grammar/times.cpp: draws sentences until each label of each split has its share.
#include "nn/data/grammar/times.hpp"

#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "core/error.hpp"
#include "nn/data/grammar/sampler.hpp"

namespace vitro::nn::grammar {
namespace {

constexpr std::size_t kLabels = 3;
constexpr std::string_view kNames[kLabels] = {"past", "present", "future"};

std::size_t label_of(const Clause& main) {
    if (main.past) return 0;
    return main.adverb && main.adverb->time == Time::future ? 2 : 1;
}

class Drawer {
  public:
    explicit Drawer(std::uint64_t seed) : sampler_(seed) {}

    LabelledText draw(std::size_t count, std::string name) {
        LabelledText drawn{{std::move(name), {}}, {}};
        std::size_t left[kLabels] = {};  // of each label
        for (std::size_t i = 0; i < count; ++i) ++left[i % kLabels];
        for (std::size_t draws = 1000 + 100 * count; drawn.labels.size() < count; --draws) {
            if (draws == 0) throw core::Error("[grammar] hardly finds new sentences to label: ask for fewer");
            const Sentence sentence = sampler_.sentence();
            std::size_t& wanted = left[label_of(sentence.main)];
            if (wanted == 0) continue;
            const std::string line = drawn.labels.size() % 2 == 0 ? german(sentence) : english(sentence);
            if (!said_.insert(line).second) continue;
            drawn.text.lines.push_back(line);
            drawn.labels.emplace_back(kNames[label_of(sentence.main)]);
            --wanted;
        }
        return drawn;
    }

  private:
    Sampler sampler_;
    std::unordered_set<std::string> said_;
};

}  // namespace

LabelledSplit generate_times(std::uint64_t seed, const Counts& counts) {
    Drawer drawer(seed);
    LabelledSplit split;
    split.train = drawer.draw(counts.train, "embedded sentences, train");
    split.validation = drawer.draw(counts.validation, "embedded sentences, validation");
    split.test = drawer.draw(counts.test, "embedded sentences, test");
    return split;
}

}  // namespace vitro::nn::grammar
