// bench/kernels/embedding_cases.cpp: rows of a table, looked up and added to.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "bench/kernels/row_cases.hpp"

namespace vitro::bench {
namespace {

/// `count` words of a vocabulary, some of them several times, and their rows.
struct Embedding {
    std::int64_t count, vocabulary, width;
};

struct EmbeddingOperands {
    Numbers table, rows;
    Indices index, order;
};

EmbeddingOperands operands_of(const Embedding& e) {
    EmbeddingOperands own{random_numbers(e.vocabulary * e.width), random_numbers(e.count * e.width),
                          random_indices(e.count, static_cast<std::int32_t>(e.vocabulary)), random_indices(e.count, 1)};
    std::iota(own.order.get(), own.order.get() + e.count, 0);
    std::stable_sort(own.order.get(), own.order.get() + e.count,
                     [&](std::int32_t a, std::int32_t b) { return own.index[a] < own.index[b]; });
    return own;
}

/// How many bytes of the table so many drawn words are expected to name.
double touched(const Embedding& e) {
    const double words = static_cast<double>(e.vocabulary);
    const double named = words * (1 - std::pow(1 - 1 / words, static_cast<double>(e.count)));
    return named * static_cast<double>(e.width) * sizeof(real);
}

double rows_of(const Embedding& e) {
    return static_cast<double>(e.count * e.width) * sizeof(real);
}

void visit_embedding(const Visit& visit, const Embedding& e, double operations, const Traffic& bytes,
                     void (*call)(const Kernels&, const EmbeddingOperands&, const Embedding&)) {
    visit({.variant = "",
           .size = size_text({e.count, e.width}),
           .operations = operations * static_cast<double>(e.count * e.width),
           .bytes = bytes,
           .make = [=]() -> Run {
               const EmbeddingOperands own = operands_of(e);
               return [=](const Kernels& table) { call(table, own, e); };
           }});
}

constexpr Embedding kSmall{kRows, kCols, kCols};  ///< a batch of the most frequent words

}  // namespace

void gather_rows_cases(const Visit& visit) {
    visit_embedding(visit, kSmall, 0, {.read = touched(kSmall), .written = rows_of(kSmall)},
                    [](const Kernels& table, const EmbeddingOperands& own, const Embedding& e) {
                        table.gather_rows(own.rows.get(), own.table.get(), own.index.get(), e.count, e.width);
                    });
}

void scatter_add_rows_cases(const Visit& visit) {
    constexpr std::int64_t kWidth = 512;
    // Of a vocabulary of half as many rows as there are words, 86 % (1 - 1/e^2) are named.
    constexpr double kStreams = 1.43;
    const auto half = [](std::int64_t elements) {
        const std::int64_t count = elements / kWidth;
        return Embedding{count, std::max<std::int64_t>(1, count / 2), kWidth};
    };
    for (const Embedding& e :
         {kSmall, half(elements_in_l2(kStreams, kWidth)), half(elements_in_dram(kStreams, kWidth))})
        visit_embedding(visit, e, 1, {.read = rows_of(e), .updated = touched(e)},
                        [](const Kernels& table, const EmbeddingOperands& own, const Embedding& of) {
                            table.scatter_add_rows(own.table.get(), own.rows.get(), own.index.get(), own.order.get(),
                                                   of.count, of.width);
                        });
}

}  // namespace vitro::bench
