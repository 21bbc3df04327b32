// bench/kernels/reduction_cases.cpp: what makes a number of a row, and sends it back: sums, maxima, cross-entropy.
#include "bench/kernels/row_cases.hpp"

namespace vitro::bench {
namespace {

constexpr Streams kOneRead{.reads = 1};
constexpr std::int64_t kLossRows = 128, kClasses = 5921;  ///< a Multi30k batch's words at one place, its vocabulary
constexpr std::int64_t kManyClasses = 50'000;

/// x[outer, count, inner] of rows x cols numbers.
void visit_sum(const Visit& visit, const std::string& variant, std::int64_t outer, std::int64_t count,
               std::int64_t inner) {
    visit_rows(visit, {.variant = variant, .matrices = kOneRead}, [=](const Kernels& table, const RowOperands& own) {
        table.sum(own.dst.get(), false, own.x.get(), 1, outer, count, inner);
    });
}

/// The vocabulary of a small model, one whose rows lie in L2, one of a large model.
template <class Call>
void visit_losses(const Visit& visit, const Streams& matrices, double operations, const Call& call) {
    constexpr std::int64_t kFewRows = 4;
    visit_rows(visit, {"", kLossRows, kClasses, matrices, operations}, call);
    const std::int64_t in_l2 = elements_in_l2(matrices.count(), kFewRows * 64) / kFewRows;
    visit_rows(visit, {"", kFewRows, in_l2, matrices, operations}, call);
    const std::int64_t in_dram = elements_in_dram(matrices.count(), kManyClasses) / kManyClasses;
    visit_rows(visit, {"", in_dram, kManyClasses, matrices, operations}, call);
}

}  // namespace

void sum_cases(const Visit& visit) {
    visit_sum(visit, "rows", kRows, kCols, 1);
    visit_sum(visit, "columns", 1, kRows, kCols);
    visit_sum(visit, "all", 1, kRows * kCols, 1);
}

void max_cases(const Visit& visit) {
    visit_rows(visit, {.variant = "rows", .matrices = kOneRead}, [](const Kernels& table, const RowOperands& own) {
        table.max(own.dst.get(), own.index.get(), own.x.get(), own.rows, own.cols, 1);
    });
}

void repeat_cases(const Visit& visit) {
    visit_rows(visit, {.variant = "rows", .matrices = {.writes = 1}}, [](const Kernels& table, const RowOperands& own) {
        table.repeat(own.dst.get(), false, own.vector_a.get(), 1, own.rows, own.cols, 1);
    });
}

void route_cases(const Visit& visit) {
    // Of each row one element, and what goes there: a number and an index.
    visit_rows(
        visit,
        {.variant = "rows", .matrices = {.reads = 2.0 / kCols, .updates = 1.0 / kCols}, .operations = 1.0 / kCols},
        [](const Kernels& table, const RowOperands& own) {
            table.route(own.dst.get(), own.vector_a.get(), own.index.get(), own.rows, own.cols, 1);
        });
}

void cross_entropy_cases(const Visit& visit) {
    visit_losses(visit, kOneRead, 5, [](const Kernels& table, const RowOperands& own) {
        table.cross_entropy(own.vector_a.get(), own.vector_b.get(), own.x.get(), own.index.get(), own.rows, own.cols,
                            0.1F, -1);
    });
}

void cross_entropy_backward_cases(const Visit& visit) {
    visit_losses(visit, kMap, 4, [](const Kernels& table, const RowOperands& own) {
        table.cross_entropy_backward(own.dst.get(), false, own.vector_a.get(), 1, own.x.get(), own.vector_b.get(),
                                     own.index.get(), own.rows, own.cols, 0.1F, -1);
    });
}

}  // namespace vitro::bench
