// kernels/simd/table.cpp: the table of one instruction set. Constant data: all_tables() looks at it on any CPU.
#include "kernels/simd/families.hpp"
#include "kernels/simd/vec.hpp"

#define VITRO_TEXT_OF(name) #name
#define VITRO_TEXT(name) VITRO_TEXT_OF(name)

namespace vitro::kernels::VITRO_ISA {
namespace {

constinit const Kernels kTable = {
    .name = VITRO_TEXT(VITRO_ISA),
    .lanes = static_cast<int>(kLanes),
    .gemm = gemm,
    .attention = attention,
    .attention_backward = attention_backward,
    .attention_workspace = attention_workspace,
    .unary = unary,
    .unary_backward = unary_backward,
    .binary = binary,
    .binary_backward = binary_backward,
    .scale = scale,
    .fill = fill,
    .copy = copy,
    .mask = mask,
    .dropout = dropout,
    .rotate = rotate,
    .sum = sum,
    .max = max,
    .repeat = repeat,
    .route = route,
    .softmax = softmax,
    .softmax_backward = softmax_backward,
    .log_softmax = log_softmax,
    .log_softmax_backward = log_softmax_backward,
    .layer_norm = layer_norm,
    .layer_norm_backward = layer_norm_backward,
    .layer_norm_backward_parameters = layer_norm_backward_parameters,
    .cross_entropy = cross_entropy,
    .cross_entropy_backward = cross_entropy_backward,
    .gather_rows = gather_rows,
    .scatter_add_rows = scatter_add_rows,
    .adam = adam,
    .sgd = sgd,
    .sum_of_squares = sum_of_squares,
};

}  // namespace

const Kernels& table() noexcept {
    return kTable;
}

}  // namespace vitro::kernels::VITRO_ISA
