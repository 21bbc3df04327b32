// tests/kernels/reduce_test.cpp: sums and maxima over the middle of three axes, and their gradients.
#include <doctest/doctest.h>

#include "tests/kernels/slots.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {
namespace {

struct ReduceShape {
    std::int64_t outer, count, inner;
    std::int64_t size() const { return outer * count * inner; }
    std::string str() const {
        return std::to_string(outer) + "x" + std::to_string(count) + "x" + std::to_string(inner);
    }
};

/// Rows, columns, both, everything; short and long.
std::vector<ReduceShape> reduce_shapes() {
    std::vector<ReduceShape> each{{1, kLong, 1},  {3, 70001, 1}, {513, 401, 1}, {1, 70001, 3},
                                  {1, 2049, 101}, {7, 300, 101}, {kLong, 1, 1}, {2, 5000, 33}};
    for (const std::int64_t n : sizes()) {
        for (const ReduceShape shape :
             {ReduceShape{3, n, 1}, ReduceShape{1, 5, n}, ReduceShape{1, n, 7}, ReduceShape{2, n, 17}})
            each.push_back(shape);
        each.push_back({n, 2, 2});
    }
    return each;
}

Numbers operand(Source& source, const ReduceShape& shape, bool special) {
    const Numbers x = source.numbers(shape.size());
    for (std::int64_t i = 1; special && i < x.size(); i += 13)
        x[i] = static_cast<real>(i % 3 == 0 ? kNan : i % 3 == 1 ? -kInfinity : kInfinity);
    return x;
}

/// The sum of |x| over the middle axis.
double magnitude(const Numbers& x, const ReduceShape& shape, std::int64_t task) {
    double total = 0;
    for (std::int64_t c = 0; c < shape.count; ++c)
        total +=
            std::abs(static_cast<double>(x[(task / shape.inner * shape.count + c) * shape.inner + task % shape.inner]));
    return total;
}

}  // namespace

/// Each addition that an addend goes through, the factor and the result are rounded.
void sum_cases(const Visit& visit) {
    Source source(8);
    for (const ReduceShape& shape : reduce_shapes())
        for (const bool special : {false, true}) {
            const Numbers x = operand(source, shape, special);
            const real factor = special ? real{1} : real{0.37F};
            const auto bound = [&](std::int64_t task) {
                return kEps * (additions(shape.count) + 2) * static_cast<double>(factor) * magnitude(x, shape, task);
            };
            visit({.slot = "sum",
                   .what = shape.str(),
                   .writes = Writes::on_demand,
                   .outputs = {{.size = shape.outer * shape.inner, .bound = bounds(shape.outer * shape.inner, bound)}},
                   .run =
                       [=](const Kernels& k, auto& out, bool accumulate) {
                           k.sum(out[0], accumulate, x.data(), factor, shape.outer, shape.count, shape.inner);
                       },
                   .threads = shape.size() >= kLong});
        }
}

/// Sums below the smallest normal number are 0, in a long row as well: a case apart, because it is bit for bit.
void denormal_sum_cases(const Visit& visit) {
    for (const std::int64_t rows : {std::int64_t{1}, std::int64_t{16}}) {
        constexpr std::int64_t kCount = 20000;
        const Numbers x(rows * kCount);
        for (std::int64_t i = 0; i < x.size(); ++i) x[i] = real{1e-20F};
        const real factor{1e-23F};  // the sum is 2e-39
        visit({.slot = "sum",
               .what = "denormal " + std::to_string(rows) + "x" + std::to_string(kCount),
               .writes = Writes::on_demand,
               .outputs = {{.size = rows}},
               .run = [=](const Kernels& k, auto& out, bool accumulate) {
                   k.sum(out[0], accumulate, x.data(), factor, rows, kCount, 1);
               }});
    }
}

void max_cases(const Visit& visit) {
    Source source(9);
    for (const ReduceShape& shape : reduce_shapes()) {
        if (shape.count == 0) continue;
        const std::int64_t results = shape.outer * shape.inner;
        for (const bool special : {false, true}) {
            const Numbers x = operand(source, shape, special);
            if (x.size() > 3) x[2] = x[3] = 2;  // equal maxima: the first one counts
            visit({.slot = "max",
                   .what = shape.str(),
                   .outputs = {{.size = results}, {.size = results}},
                   .run =
                       [=](const Kernels& k, auto& out, bool) {
                           std::vector<std::int32_t> index(static_cast<std::size_t>(results) + 1, -7);
                           k.max(out[0], index.data(), x.data(), shape.outer, shape.count, shape.inner);
                           for (std::int64_t i = 0; i < results; ++i) out[1][i] = static_cast<real>(index[i]);
                           CHECK(index.back() == -7);
                       },
                   .threads = shape.size() >= kLong});
        }
    }
}

void repeat_cases(const Visit& visit) {
    Source source(10);
    for (const ReduceShape& shape : reduce_shapes()) {
        const Numbers x = operand(source, {shape.outer, 1, shape.inner}, true);
        visit({.slot = "repeat",
               .what = shape.str(),
               .writes = Writes::on_demand,
               .outputs = {{.size = shape.size()}},
               .run =
                   [=](const Kernels& k, auto& out, bool accumulate) {
                       k.repeat(out[0], accumulate, x.data(), real{0.37F}, shape.outer, shape.count, shape.inner);
                   },
               .threads = shape.size() >= kLong});
    }
}

void route_cases(const Visit& visit) {
    Source source(11);
    for (const ReduceShape& shape : reduce_shapes()) {
        if (shape.count == 0) continue;
        const Numbers x = operand(source, {shape.outer, 1, shape.inner}, true);
        std::vector<std::int32_t> index;
        for (std::int64_t i = 0; i < x.size(); ++i) index.push_back(source.below(shape.count));
        visit({.slot = "route",
               .what = shape.str(),
               .writes = Writes::adds,
               .outputs = {{.size = shape.size()}},
               .run = [=](const Kernels& k, auto& out,
                          bool) { k.route(out[0], x.data(), index.data(), shape.outer, shape.count, shape.inner); },
               .threads = x.size() >= kLong});
    }
}

TEST_CASE("sum: every table agrees with the reference") {
    sum_cases(check);
    denormal_sum_cases(check);
}
TEST_CASE("max: every table agrees with the reference") {
    max_cases(check);
}
TEST_CASE("repeat: every table agrees with the reference") {
    repeat_cases(check);
}
TEST_CASE("route: every table agrees with the reference") {
    route_cases(check);
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
