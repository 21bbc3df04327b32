// bench/row_cases.cpp: what works on rows: reductions, softmax, layer norm, cross-entropy, embeddings.
#include <algorithm>
#include <numeric>

#include "bench/cases.hpp"

namespace vitro::bench {
namespace {

constexpr std::int64_t kRows = 1920, kCols = 256;  ///< a Multi30k batch of 128 sentences, 15 words each
constexpr std::int64_t kClasses = 5921;            ///< its vocabulary
constexpr std::int64_t kLossRows = 128;

/// The operands of a case: as many matrices of rows x cols, and vectors long enough for either.
struct Operands {
    Numbers dst, x, other, vector_a, vector_b, vector_c, vector_d;
    Indices index, order;
};

Operands operands_of(std::int64_t rows, std::int64_t cols) {
    const std::int64_t longest = std::max(rows, cols);
    Operands own{random_numbers(rows * cols), random_numbers(rows * cols),
                 random_numbers(rows * cols), random_numbers(longest),
                 random_numbers(longest),     random_numbers(longest),
                 random_numbers(longest),     random_indices(rows, static_cast<std::int32_t>(cols)),
                 random_indices(rows, 1)};
    std::iota(own.order.get(), own.order.get() + rows, 0);
    std::stable_sort(own.order.get(), own.order.get() + rows,
                     [&](std::int32_t a, std::int32_t b) { return own.index[a] < own.index[b]; });
    return own;
}

/// `matrices` of rows x cols are read or written in call(table, operands).
template <class Call>
void visit_rows(const Visit& visit, const std::string& variant, std::int64_t rows, std::int64_t cols, double matrices,
                const Call& call) {
    visit({.variant = variant,
           .size = size_text({rows, cols}),
           .bytes = matrices * static_cast<double>(rows * cols) * sizeof(real),
           .make = [=]() -> Run {
               const Operands own = operands_of(rows, cols);
               return [=](const Kernels& table) { call(table, own); };
           }});
}

kernels::MaskView causal() {
    return {.heads = 4, .queries = 64, .causal = true};
}

}  // namespace

void sum_cases(const Visit& visit) {
    visit_rows(visit, "rows", kRows, kCols, 1, [](const Kernels& table, const Operands& own) {
        table.sum(own.dst.get(), false, own.x.get(), 1, kRows, kCols, 1);
    });
    visit_rows(visit, "columns", kRows, kCols, 1, [](const Kernels& table, const Operands& own) {
        table.sum(own.dst.get(), false, own.x.get(), 1, 1, kRows, kCols);
    });
    visit_rows(visit, "all", kRows, kCols, 1, [](const Kernels& table, const Operands& own) {
        table.sum(own.dst.get(), false, own.x.get(), 1, 1, kRows * kCols, 1);
    });
}

void max_cases(const Visit& visit) {
    visit_rows(visit, "rows", kRows, kCols, 1, [](const Kernels& table, const Operands& own) {
        table.max(own.dst.get(), own.order.get(), own.x.get(), kRows, kCols, 1);
    });
}

void repeat_cases(const Visit& visit) {
    visit_rows(visit, "rows", kRows, kCols, 1, [](const Kernels& table, const Operands& own) {
        table.repeat(own.dst.get(), false, own.vector_a.get(), 1, kRows, kCols, 1);
    });
}

void route_cases(const Visit& visit) {
    // Of each row one element, and what goes there.
    visit_rows(visit, "rows", kRows, kCols, 4.0 / kCols, [](const Kernels& table, const Operands& own) {
        table.route(own.dst.get(), own.vector_a.get(), own.index.get(), kRows, kCols, 1);
    });
}

void softmax_cases(const Visit& visit) {
    visit_rows(visit, "plain", kRows, kCols, 2, [](const Kernels& table, const Operands& own) {
        table.softmax(own.dst.get(), own.x.get(), kRows, kCols, {.queries = kRows});
    });
    visit_rows(visit, "plain", kRows * 8, 15, 2, [](const Kernels& table, const Operands& own) {
        table.softmax(own.dst.get(), own.x.get(), kRows * 8, 15, {.queries = kRows * 8});
    });
    visit_rows(visit, "causal", 4096, 64, 2, [](const Kernels& table, const Operands& own) {
        table.softmax(own.dst.get(), own.x.get(), 4096, 64, causal());
    });
}

void softmax_backward_cases(const Visit& visit) {
    visit_rows(visit, "", kRows, kCols, 3, [](const Kernels& table, const Operands& own) {
        table.softmax_backward(own.dst.get(), false, own.x.get(), own.other.get(), kRows, kCols);
    });
}

void log_softmax_cases(const Visit& visit) {
    visit_rows(visit, "", kRows, kCols, 2, [](const Kernels& table, const Operands& own) {
        table.log_softmax(own.dst.get(), own.x.get(), kRows, kCols);
    });
}

void log_softmax_backward_cases(const Visit& visit) {
    visit_rows(visit, "", kRows, kCols, 3, [](const Kernels& table, const Operands& own) {
        table.log_softmax_backward(own.dst.get(), false, own.x.get(), own.other.get(), kRows, kCols);
    });
}

void layer_norm_cases(const Visit& visit) {
    visit_rows(visit, "", kRows, kCols, 2, [](const Kernels& table, const Operands& own) {
        table.layer_norm(own.dst.get(), own.vector_a.get(), own.vector_b.get(), own.x.get(), own.vector_c.get(),
                         own.vector_d.get(), kRows, kCols, 1e-5F);
    });
}

void layer_norm_backward_cases(const Visit& visit) {
    visit_rows(visit, "", kRows, kCols, 3, [](const Kernels& table, const Operands& own) {
        table.layer_norm_backward(own.dst.get(), false, own.x.get(), own.other.get(), own.vector_a.get(),
                                  own.vector_b.get(), own.vector_c.get(), kRows, kCols);
    });
}

void layer_norm_backward_parameters_cases(const Visit& visit) {
    visit_rows(visit, "", kRows, kCols, 2, [](const Kernels& table, const Operands& own) {
        table.layer_norm_backward_parameters(own.vector_a.get(), false, own.vector_b.get(), false, own.x.get(),
                                             own.other.get(), own.vector_c.get(), own.vector_d.get(), kRows, kCols);
    });
}

void cross_entropy_cases(const Visit& visit) {
    visit_rows(visit, "", kLossRows, kClasses, 1, [](const Kernels& table, const Operands& own) {
        table.cross_entropy(own.vector_a.get(), own.vector_b.get(), own.x.get(), own.index.get(), kLossRows, kClasses,
                            0.1F, -1);
    });
}

void cross_entropy_backward_cases(const Visit& visit) {
    visit_rows(visit, "", kLossRows, kClasses, 2, [](const Kernels& table, const Operands& own) {
        table.cross_entropy_backward(own.dst.get(), false, own.vector_a.get(), 1, own.x.get(), own.vector_b.get(),
                                     own.index.get(), kLossRows, kClasses, 0.1F, -1);
    });
}

// A table of kCols rows, so that some indices repeat.
void gather_rows_cases(const Visit& visit) {
    visit_rows(visit, "", kRows, kCols, 2, [](const Kernels& table, const Operands& own) {
        table.gather_rows(own.dst.get(), own.x.get(), own.index.get(), kRows, kCols);
    });
}

void scatter_add_rows_cases(const Visit& visit) {
    visit_rows(visit, "", kRows, kCols, 2, [](const Kernels& table, const Operands& own) {
        table.scatter_add_rows(own.dst.get(), own.x.get(), own.index.get(), own.order.get(), kRows, kCols);
    });
}

}  // namespace vitro::bench
