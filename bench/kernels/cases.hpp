// bench/kernels/cases.hpp: what is measured of the kernels: for every slot of Kernels the problems that training and
// decoding spend time on. What memory bounds is measured with a model's sizes, and again where its data fits into any
// CPU's L2 cache, and where no cache holds it.
#pragma once

#include <cstddef>
#include <iterator>

#include "bench/measure/case.hpp"

namespace vitro::bench {

void gemm_cases(const Visit&);
void attention_cases(const Visit&);
void attention_backward_cases(const Visit&);
void attention_workspace_cases(const Visit&);
void unary_cases(const Visit&);
void unary_backward_cases(const Visit&);
void binary_cases(const Visit&);
void binary_backward_cases(const Visit&);
void scale_cases(const Visit&);
void fill_cases(const Visit&);
void copy_cases(const Visit&);
void mask_cases(const Visit&);
void dropout_cases(const Visit&);
void rotate_cases(const Visit&);
void sum_cases(const Visit&);
void max_cases(const Visit&);
void repeat_cases(const Visit&);
void route_cases(const Visit&);
void softmax_cases(const Visit&);
void softmax_backward_cases(const Visit&);
void log_softmax_cases(const Visit&);
void log_softmax_backward_cases(const Visit&);
void layer_norm_cases(const Visit&);
void layer_norm_backward_cases(const Visit&);
void layer_norm_backward_parameters_cases(const Visit&);
void cross_entropy_cases(const Visit&);
void cross_entropy_backward_cases(const Visit&);
void gather_rows_cases(const Visit&);
void scatter_add_rows_cases(const Visit&);
void adam_cases(const Visit&);
void sgd_cases(const Visit&);
void sum_of_squares_cases(const Visit&);

struct Slot {
    const char* name;
    void (*cases)(const Visit&);
};

/// In the order of Kernels.
inline constexpr Slot kSlots[] = {
    {"gemm", gemm_cases},
    {"attention", attention_cases},
    {"attention_backward", attention_backward_cases},
    {"attention_workspace", attention_workspace_cases},
    {"unary", unary_cases},
    {"unary_backward", unary_backward_cases},
    {"binary", binary_cases},
    {"binary_backward", binary_backward_cases},
    {"scale", scale_cases},
    {"fill", fill_cases},
    {"copy", copy_cases},
    {"mask", mask_cases},
    {"dropout", dropout_cases},
    {"rotate", rotate_cases},
    {"sum", sum_cases},
    {"max", max_cases},
    {"repeat", repeat_cases},
    {"route", route_cases},
    {"softmax", softmax_cases},
    {"softmax_backward", softmax_backward_cases},
    {"log_softmax", log_softmax_cases},
    {"log_softmax_backward", log_softmax_backward_cases},
    {"layer_norm", layer_norm_cases},
    {"layer_norm_backward", layer_norm_backward_cases},
    {"layer_norm_backward_parameters", layer_norm_backward_parameters_cases},
    {"cross_entropy", cross_entropy_cases},
    {"cross_entropy_backward", cross_entropy_backward_cases},
    {"gather_rows", gather_rows_cases},
    {"scatter_add_rows", scatter_add_rows_cases},
    {"adam", adam_cases},
    {"sgd", sgd_cases},
    {"sum_of_squares", sum_of_squares_cases},
};
static_assert(std::size(kSlots) == (sizeof(Kernels) - offsetof(Kernels, gemm)) / sizeof(void (*)()),
              "a slot of Kernels has no benchmark");

/// gemm, n x n times n x n.
Case square_product(std::int64_t n);

/// Operands of a kind with as many elements as the result, by what happens to them; parts of one are possible.
struct Streams {
    double reads = 0, writes = 0, updates = 0;

    double count() const { return reads + writes + updates; }
    Traffic of(std::int64_t elements) const;
};

inline constexpr Streams kMap{.reads = 1, .writes = 1}, kJoin{.reads = 2, .writes = 1};

/// Elements of each of so many streams that together fill most of any CPU's L2 cache, or are enough for DRAM
/// (dram_bytes()); a multiple of `unit`.
std::int64_t elements_in_l2(double streams, std::int64_t unit);
std::int64_t elements_in_dram(double streams, std::int64_t unit);

}  // namespace vitro::bench
