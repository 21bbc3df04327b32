// examples/vitro/search_flags.hpp: the options that say how a translation is looked for.
#pragma once

#include "nn/train/evaluation.hpp"

namespace CLI {
class App;
}

namespace vitro::program {

struct SearchFlags {
    nn::TranslateOptions chosen = {};

    void add(CLI::App& command);
    /// "greedy", "beam 5, never <unk>".
    std::string name() const;
};

}  // namespace vitro::program
