// tests/kernels/embedding_test.cpp: rows of a table by index, and the sums that flow back.
#include <doctest/doctest.h>
#include <numeric>

#include "tests/kernels/slots.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {
namespace {

/// `count` indices into `rows` rows; index 1 is common and row 0 never used.
struct EmbeddingProblem {
    std::int64_t rows, count, width;
    std::vector<std::int32_t> index, order;

    EmbeddingProblem(Source& source, std::int64_t row_count, std::int64_t index_count, std::int64_t row_width)
        : rows(row_count), count(index_count), width(row_width) {
        for (std::int64_t i = 0; i < count; ++i) index.push_back(source.below(3) == 0 ? 1 : 1 + source.below(rows - 1));
        order.resize(index.size());
        std::iota(order.begin(), order.end(), 0);
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
            return index[static_cast<std::size_t>(a)] < index[static_cast<std::size_t>(b)];
        });
    }
    std::string str() const {
        return std::to_string(count) + " of " + std::to_string(rows) + " rows, width " + std::to_string(width);
    }
};

void for_each_problem(Source& source, const std::function<void(const EmbeddingProblem&)>& visit) {
    for (const std::int64_t n : sizes()) {
        visit(EmbeddingProblem(source, 11, 40, n));
        visit(EmbeddingProblem(source, 11, n, 19));
    }
    visit(EmbeddingProblem(source, 300, 1511, 133));
    visit(EmbeddingProblem(source, 3, 3001, 70));
}

}  // namespace

void gather_rows_cases(const Visit& visit) {
    Source source(22);
    for_each_problem(source, [&](const EmbeddingProblem& p) {
        const Numbers table = source.numbers(p.rows * p.width);
        visit({.slot = "gather_rows",
               .what = p.str(),
               .outputs = {{.size = p.count * p.width}},
               .run = [=](const Kernels& k, auto& out,
                          bool) { k.gather_rows(out[0], table.data(), p.index.data(), p.count, p.width); },
               .threads = p.count * p.width >= kLong});
    });
}

/// The sum of an index's rows errs by its additions.
void scatter_add_rows_cases(const Visit& visit) {
    Source source(23);
    for_each_problem(source, [&](const EmbeddingProblem& p) {
        const Numbers x = source.numbers(p.count * p.width);
        std::vector<double> size(static_cast<std::size_t>(p.rows * p.width)), times(static_cast<std::size_t>(p.rows));
        for (std::int64_t i = 0; i < p.count; ++i) {
            const std::int64_t row = p.index[static_cast<std::size_t>(i)];
            ++times[static_cast<std::size_t>(row)];
            for (std::int64_t j = 0; j < p.width; ++j)
                size[static_cast<std::size_t>(row * p.width + j)] += std::abs(static_cast<double>(x[i * p.width + j]));
        }
        const auto bound = [&](std::int64_t i) {
            const double terms = times[static_cast<std::size_t>(i / p.width)];
            return kEps * (additions(static_cast<std::int64_t>(terms)) + 1) * size[static_cast<std::size_t>(i)];
        };
        visit({.slot = "scatter_add_rows",
               .what = p.str(),
               .writes = Writes::adds,
               .outputs = {{.size = p.rows * p.width, .bound = bounds(p.rows * p.width, bound)}},
               .run =
                   [=](const Kernels& k, auto& out, bool) {
                       k.scatter_add_rows(out[0], x.data(), p.index.data(), p.order.data(), p.count, p.width);
                   },
               .threads = p.count * p.width >= kLong});
    });
}

TEST_CASE("gather_rows: every table agrees with the reference") {
    gather_rows_cases(check);
}
TEST_CASE("scatter_add_rows: every table agrees with the reference") {
    scatter_add_rows_cases(check);
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
