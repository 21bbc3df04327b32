// nn/data/grammar/times.hpp: sentences of both languages, labelled by when it happens: the embedded text of a
// classifier.
//
// "past", "present" or "future": of what the main clause says, not of how. German says the future with the present
// tense and a word as "morgen" or "bald", English with will, or with can and tomorrow; what a subordinate clause says
// does not count. Half of the lines are German, half English, as many of each label.
#pragma once

#include <cstddef>
#include <cstdint>

#include "nn/data/grammar/grammar.hpp"
#include "nn/data/labelled.hpp"

namespace vitro::nn::grammar {

struct LabelledSplit {
    LabelledText train, validation, test;
};

/// No line is in two splits, and none twice. The same on every platform. core::Error if the grammar does not have so
/// many sentences.
LabelledSplit generate_times(std::uint64_t seed = kSeed,
                             const Counts& counts = {.train = 6000, .validation = 600, .test = 600});

}  // namespace vitro::nn::grammar
