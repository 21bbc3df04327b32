// bench/ladder/ladder.hpp: the ladder: what each idea is worth. For each kernel and direction a list of rungs, from the
// loops of the definition to the kernel that vitro uses; each is one function, and one sentence.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace vitro::bench::ladder {

/// The sizes of a problem: m, n, k of a product; rows and columns; heads, times and width of attention.
struct Sizes {
    std::int64_t first = 1, second = 1, third = 1;
    bool causal = false;  ///< for softmax and attention
};

struct Rung {
    std::string kernel, direction, name;  ///< gemm, forward, packed
    std::string idea;                     ///< one sentence: what is done otherwise than on the rung before, and why
    bool threaded = false;                ///< whether it uses the team of kernels::prepare()
    std::string size;                     ///< what make() makes: 480x480x480
    bool causal = false;                  ///< and whether with a causal mask
    double operations = 0;                ///< of one call, floating-point; 0 when bound by memory
    double read = 0, written = 0;         ///< bytes of the operands
    /// Makes operands of `size`; what it returns is one call on them.
    std::function<std::function<void()>()> make;
    /// Compares one call at these sizes with the reference table: empty, or one sentence on the first difference that
    /// is larger than rounding explains.
    std::function<std::string(const Sizes&)> check;
};

/// The instruction sets that this build has rungs for and this CPU can run, best first.
std::vector<std::string> instruction_sets();
/// The rungs of all kernels, compiled for one of these; those of a kernel and direction follow each other, in order.
/// Empty for any other name.
std::vector<Rung> rungs(const std::string& instruction_set);

/// Sizes that are small and awkward: 1, odd, beside a multiple of every vector, larger than a block. A rung that agrees
/// with the reference on all of them agrees.
const std::vector<Sizes>& awkward_sizes(const std::string& kernel);
/// Rung::check on all of these: empty, or the first disagreement.
std::string disagreement(const Rung&);

}  // namespace vitro::bench::ladder
