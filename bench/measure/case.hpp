// bench/measure/case.hpp: what is measured, and how it is named.
#pragma once

#include <functional>
#include <string>

#include "bench/machine/traffic.hpp"
#include "bench/measure/operands.hpp"
#include "kernels/kernels.hpp"

namespace vitro::bench {

using kernels::Kernels;

/// One call of a slot.
using Run = std::function<void(const Kernels&)>;

struct Case {
    std::string variant;        ///< may be empty
    std::string size;           ///< 512x512x512
    double operations = 0;      ///< floating-point; an exp, a root or a division counts as one
    Traffic bytes;              ///< of the operands, each once
    std::function<Run()> make;  ///< allocates the operands, which the run keeps
};

using Visit = std::function<void(const Case&)>;

/// One case on one table with one team.
struct Job {
    std::string kernel;
    Case what;
    const Kernels* table = nullptr;
    int threads = 1;

    /// "gemm/nn/isa:avx2/threads:1/512x512x512"
    std::string name() const;
};

}  // namespace vitro::bench
