// bench/kernels/row_cases.cpp: what normalises rows: softmax and layer norm, forward and backward.
#include "bench/kernels/row_cases.hpp"

namespace vitro::bench {
namespace {

kernels::MaskView causal() {
    return {.heads = 4, .queries = 64, .causal = true};
}

}  // namespace

RowOperands row_operands(std::int64_t rows, std::int64_t cols, double matrices) {
    const std::int64_t longest = std::max(rows, cols);
    const Numbers x = random_numbers(rows * cols);
    return {rows,
            cols,
            random_numbers(rows * cols),
            x,
            matrices > 2 ? random_numbers(rows * cols) : x,
            random_numbers(longest),
            random_numbers(longest),
            random_numbers(longest),
            random_numbers(longest),
            random_indices(rows, static_cast<std::int32_t>(cols))};
}

void softmax_cases(const Visit& visit) {
    const auto plain = [](const Kernels& table, const RowOperands& own) {
        table.softmax(own.dst.get(), own.x.get(), own.rows, own.cols, {.queries = own.rows});
    };
    visit_rows_by_level(visit, {.variant = "plain", .matrices = kMap, .operations = 5}, plain);
    visit_rows(visit, {"plain", kRows * 8, 15, kMap, 5}, plain);
    // Half of x is hidden, and not looked at.
    visit_rows(visit, {"causal", 4096, 64, {.reads = 0.5, .writes = 1}, 2.5},
               [](const Kernels& table, const RowOperands& own) {
                   table.softmax(own.dst.get(), own.x.get(), own.rows, own.cols, causal());
               });
}

void softmax_backward_cases(const Visit& visit) {
    visit_rows(visit, {.variant = "", .matrices = kJoin, .operations = 4},
               [](const Kernels& table, const RowOperands& own) {
                   table.softmax_backward(own.dst.get(), false, own.x.get(), own.other.get(), own.rows, own.cols);
               });
}

void log_softmax_cases(const Visit& visit) {
    visit_rows(visit, {.variant = "", .matrices = kMap, .operations = 5},
               [](const Kernels& table, const RowOperands& own) {
                   table.log_softmax(own.dst.get(), own.x.get(), own.rows, own.cols);
               });
}

void log_softmax_backward_cases(const Visit& visit) {
    visit_rows(visit, {.variant = "", .matrices = kJoin, .operations = 4},
               [](const Kernels& table, const RowOperands& own) {
                   table.log_softmax_backward(own.dst.get(), false, own.x.get(), own.other.get(), own.rows, own.cols);
               });
}

void layer_norm_cases(const Visit& visit) {
    visit_rows_by_level(visit, {.variant = "", .matrices = kMap, .operations = 8},
                        [](const Kernels& table, const RowOperands& own) {
                            table.layer_norm(own.dst.get(), own.vector_a.get(), own.vector_b.get(), own.x.get(),
                                             own.vector_c.get(), own.vector_d.get(), own.rows, own.cols, 1e-5F);
                        });
}

void layer_norm_backward_cases(const Visit& visit) {
    visit_rows_by_level(
        visit, {.variant = "", .matrices = kJoin, .operations = 10}, [](const Kernels& table, const RowOperands& own) {
            table.layer_norm_backward(own.dst.get(), false, own.x.get(), own.other.get(), own.vector_a.get(),
                                      own.vector_b.get(), own.vector_c.get(), own.rows, own.cols);
        });
}

void layer_norm_backward_parameters_cases(const Visit& visit) {
    // dst is read: it is the second of the two operands.
    visit_rows(visit, {.variant = "", .matrices = {.reads = 2}, .operations = 5},
               [](const Kernels& table, const RowOperands& own) {
                   table.layer_norm_backward_parameters(own.vector_a.get(), false, own.vector_b.get(), false,
                                                        own.x.get(), own.dst.get(), own.vector_c.get(),
                                                        own.vector_d.get(), own.rows, own.cols);
               });
}

}  // namespace vitro::bench
