// bench/ladder/rungs/families.hpp: the lists at the ends of the files here, one set for each instruction set.
#pragma once

#include "bench/ladder/steps.hpp"

namespace vitro::bench::ladder::VITRO_ISA {

Steps<Gemm> gemm_steps();
Steps<GemmBackward> gemm_backward_steps();
Steps<Softmax> softmax_steps();
Steps<SoftmaxBackward> softmax_backward_steps();
Steps<LayerNorm> layer_norm_steps();
Steps<LayerNormBackward> layer_norm_backward_steps();
Steps<Attention> attention_steps();
Steps<AttentionBackward> attention_backward_steps();
Steps<CrossEntropy> cross_entropy_steps();
Steps<CrossEntropyBackward> cross_entropy_backward_steps();

/// The rung of gemm that is yours to change (yours.cpp).
void yours(const Gemm&);

Ladders all_ladders();

}  // namespace vitro::bench::ladder::VITRO_ISA
