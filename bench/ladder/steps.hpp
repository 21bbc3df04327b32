// bench/ladder/steps.hpp: the rungs of each ladder as the files of rungs/ list them, once for each instruction set.
#pragma once

#include <cstddef>

#include "bench/ladder/operands.hpp"

namespace vitro::bench::ladder {

enum class Team { alone, threads };

/// One rung: a function, and one sentence on what it does otherwise than the rung before, and why that helps.
template <class Operands>
struct Step {
    const char* name;
    const char* idea;
    void (*run)(const Operands&);
    Team team = Team::alone;
};

/// A list of them, slowest first.
template <class Operands>
struct Steps {
    const Step<Operands>* first;
    std::size_t count;

    const Step<Operands>* begin() const { return first; }
    const Step<Operands>* end() const { return first + count; }
};

/// All ladders, compiled for one instruction set.
struct Ladders {
    Steps<Gemm> gemm;
    Steps<GemmBackward> gemm_backward;
    Steps<Softmax> softmax;
    Steps<SoftmaxBackward> softmax_backward;
    Steps<LayerNorm> layer_norm;
    Steps<LayerNormBackward> layer_norm_backward;
    Steps<Attention> attention;
    Steps<AttentionBackward> attention_backward;
    Steps<CrossEntropy> cross_entropy;
    Steps<CrossEntropyBackward> cross_entropy_backward;
};

}  // namespace vitro::bench::ladder
