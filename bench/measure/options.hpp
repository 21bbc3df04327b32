// bench/measure/options.hpp: the options of what measures kernels.
#pragma once

#include <regex>
#include <string>
#include <vector>

#include "examples/vitro/command.hpp"
#include "kernels/kernels.hpp"

namespace vitro::bench {

struct Options {
    program::CommonOptions common;  ///< --json
    std::string isa, threads;       ///< as given, "avx2,avx512" and "1,2"; empty: all, and 1 and one for each core
    bool quick = false;

    void add_to(CLI::App& command);
    void add_isa(CLI::App& command);
    /// Before any work. Throws UsageError, and Error for a file that cannot be written.
    void set_up() const { common.set_up(); }
    /// The reference first, the best last. Throws UsageError for one that this CPU does not run.
    std::vector<const kernels::Kernels*> tables() const;
    /// Throws UsageError for what is not a list of numbers of threads.
    std::vector<int> teams() const;
};

/// A regular expression to be found in names, every name's when it is empty. Throws UsageError for one that is none.
std::regex regex_of(const std::string& pattern);

}  // namespace vitro::bench
