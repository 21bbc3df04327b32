// nn/data/stories/stories.cpp: story after story, each with a cast and a plot of its own.
#include "nn/data/stories/stories.hpp"

#include <span>

#include "nn/data/grammar/random.hpp"
#include "nn/data/stories/cast.hpp"
#include "nn/data/stories/plots.hpp"
#include "nn/data/stories/teller.hpp"

namespace vitro::nn::stories {

std::span<const Plot> plots() {
    static constexpr Plot kPlots[] = {lost, noise, letter, trade, sharing, kindness, riddle, race, baking, machine};
    return kPlots;
}

std::string generate(std::uint64_t seed, std::size_t characters) {
    grammar::Random random(seed);
    Teller teller(random);
    std::string text;
    text.reserve(characters + 4096);
    while (text.size() < characters) {
        set_cast(teller);
        teller.pick(plots())(teller);
        if (!text.empty()) text += '\n';
        text += teller.take();
    }
    return text;
}

}  // namespace vitro::nn::stories
