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
    /// --n-best, for who prints several.
    void add_n_best(CLI::App& command);
    /// Throws UsageError when more translations are wanted than a beam has.
    void require_consistent() const;
    /// "greedy", "beam 5, never <unk>".
    std::string name() const;
};

}  // namespace vitro::program
