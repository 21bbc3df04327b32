// nn/data/stories/teller.hpp: says patterns: what is between the words of a story.
//
//   [windy|quiet]       one of these, again a pattern each; [ very|] may say nothing
//   {hero} {Hero}       the value of a slot, as it is and with a capital
//   {a trait kind}      the values of several slots behind the article they take: "an old fox"
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "nn/data/grammar/random.hpp"

namespace vitro::nn::stories {

class Teller {
  public:
    explicit Teller(grammar::Random& random) : random_(random) {}

    /// Values may be patterns; they are said once, now.
    void set(std::string_view slot, std::string_view pattern);
    template <class Range>
    const auto& pick(const Range& range) {
        return random_.pick(range);
    }
    std::size_t below(std::size_t bound) { return random_.below(bound); }
    bool chance(unsigned percent) { return random_.chance(percent); }

    /// A sentence or more, behind what the paragraph has. Throws core::Error for a slot that is not set.
    void say(std::string_view pattern);
    /// A paragraph of its own.
    void line(std::string_view pattern);
    void end_paragraph();
    /// The story so far, which is then forgotten with its slots.
    std::string take();

  private:
    void append(std::string_view pattern, std::string& to);
    void append_choice(std::string_view pattern, std::size_t& position, std::string& to);
    void append_slot(std::string_view slot, std::string& to) const;
    const std::string& value(std::string_view slot) const;

    grammar::Random& random_;
    std::vector<std::pair<std::string, std::string>> slots_;
    std::string text_;
};

}  // namespace vitro::nn::stories
