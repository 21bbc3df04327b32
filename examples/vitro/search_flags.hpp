// examples/vitro/search_flags.hpp: the options that say with which weights and how a translation is looked for.
#pragma once

#include <string>

#include "nn/train/translation/evaluation.hpp"

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

/// --weights: others of the run than its best.
void add_weights(CLI::App& command, std::string& weights);

}  // namespace vitro::program
