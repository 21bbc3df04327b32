// examples/vitro/search_flags.cpp: for translate and evaluate.
#include "examples/vitro/search_flags.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "examples/vitro/command.hpp"
#include "examples/vitro/usage.hpp"

namespace vitro::program {

void SearchFlags::add(CLI::App& command) {
    command
        .add_option("--beam", chosen.beams, "Width of beam search (default: 1, greedy: the likeliest word each time)")
        ->type_name("K")
        ->check(whole_number(1, 1000));
    command
        .add_option("--length-penalty", chosen.length_penalty,
                    "Beam search: the higher, the longer the translations; 0: none (default: 0.6)")
        ->type_name("A")
        ->check(non_negative());
    command.add_flag("--no-unknown", chosen.ban_unknown,
                     "Never write <unk>: the next best word instead, as Marian does by default");
}

void SearchFlags::add_n_best(CLI::App& command) {
    command
        .add_option("--n-best", chosen.n_best,
                    "The N best translations of each sentence, best first: its number from 0 on ||| words ||| score; "
                    "needs --beam N or more")
        ->type_name("N")
        ->check(whole_number(1, 1000));
}

void SearchFlags::require_consistent() const {
    if (chosen.n_best > chosen.beams)
        throw UsageError(fmt::format("--n-best {}: --beam {} finds {} at most; ask for --beam {} or more",
                                     chosen.n_best, chosen.beams, chosen.beams, chosen.n_best));
}

std::string SearchFlags::name() const {
    return (chosen.beams == 1 ? "greedy"
                              : fmt::format("beam {}, length penalty {}", chosen.beams, chosen.length_penalty)) +
           (chosen.ban_unknown ? ", never <unk>" : "");
}

void add_weights(CLI::App& command, std::string& weights) {
    command
        .add_option("--weights", weights,
                    "Which of the run's weights: average, epoch-0007; or a file, its path with a slash (default: "
                    "model, the best epoch's)")
        ->type_name("NAME");
}

}  // namespace vitro::program
