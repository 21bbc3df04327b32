// kernels/reference/table.cpp: the reference table.
#include "kernels/reference/table.hpp"

#include "kernels/reference/families.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace reference {
namespace {

constexpr Kernels kTable{
    .name = "reference",
    .lanes = 1,
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

}  // namespace reference
}  // namespace vitro::kernels::inline VITRO_REAL
