// bench/cases.hpp: what is measured: for every slot of Kernels the problems that training and decoding spend time on.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "kernels/kernels.hpp"

namespace vitro::bench {

using kernels::Kernels;

/// One call of a slot.
using Run = std::function<void(const Kernels&)>;

struct Case {
    std::string variant;        ///< may be empty
    std::string size;           ///< 512x512x512
    double operations = 0;      ///< floating-point, for slots that are bound by arithmetic
    double bytes = 0;           ///< read and written, for slots that are bound by memory
    std::function<Run()> make;  ///< allocates the operands, which the run keeps
};

using Visit = std::function<void(const Case&)>;

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

/// Operands: a run keeps them by keeping copies of the pointers.
using Numbers = std::shared_ptr<real[]>;
using Indices = std::shared_ptr<std::int32_t[]>;
/// Numbers in (-1, 1), and whole numbers below `limit`: the same in each run.
Numbers random_numbers(std::int64_t count);
Indices random_indices(std::int64_t count, std::int32_t limit);

/// "4096x256"
std::string size_text(std::initializer_list<std::int64_t> sizes);

}  // namespace vitro::bench
