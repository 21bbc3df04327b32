// bench/kernels/row_cases.hpp: what the cases that work on rows have in common.
#pragma once

#include <algorithm>
#include <string>

#include "bench/kernels/cases.hpp"

namespace vitro::bench {

inline constexpr std::int64_t kRows = 1920, kCols = 256;  ///< a Multi30k batch of 128 sentences, 15 words each

/// The operands of a case: as many matrices of rows x cols, and vectors long enough for either.
struct RowOperands {
    std::int64_t rows, cols;
    Numbers dst, x, other, vector_a, vector_b, vector_c, vector_d;
    Indices index;  ///< of each row a column
};

/// `other` is made where more than two matrices are used, and is x elsewhere.
RowOperands row_operands(std::int64_t rows, std::int64_t cols, double matrices);

/// A case on rows x cols, where `matrices` says what is done with matrices of that size; so many operations an element.
struct RowCase {
    std::string variant;
    std::int64_t rows = kRows, cols = kCols;
    Streams matrices;
    double operations = 1;
};

/// call(table, operands) is one call.
template <class Call>
void visit_rows(const Visit& visit, const RowCase& of, const Call& call) {
    visit({.variant = of.variant,
           .size = size_text({of.rows, of.cols}),
           .operations = of.operations * static_cast<double>(of.rows * of.cols),
           .bytes = of.matrices.of(of.rows * of.cols),
           .make = [=]() -> Run {
               const RowOperands own = row_operands(of.rows, of.cols, of.matrices.count());
               return [=](const Kernels& table) { call(table, own); };
           }});
}

/// The case as it is, and with as many rows as the levels of memory ask for.
template <class Call>
void visit_rows_by_level(const Visit& visit, RowCase of, const Call& call) {
    const double matrices = of.matrices.count();
    visit_rows(visit, of, call);
    for (const std::int64_t elements : {elements_in_l2(matrices, of.cols), elements_in_dram(matrices, of.cols)}) {
        of.rows = elements / of.cols;
        visit_rows(visit, of, call);
    }
}

}  // namespace vitro::bench
