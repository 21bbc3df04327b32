// bench/ladder/rungs/table.cpp: all ladders of one instruction set.
#include "bench/ladder/rungs/families.hpp"

namespace vitro::bench::ladder::VITRO_ISA {

Ladders all_ladders() {
    return {gemm_steps(),          gemm_backward_steps(),         softmax_steps(),   softmax_backward_steps(),
            layer_norm_steps(),    layer_norm_backward_steps(),   attention_steps(), attention_backward_steps(),
            cross_entropy_steps(), cross_entropy_backward_steps()};
}

}  // namespace vitro::bench::ladder::VITRO_ISA
