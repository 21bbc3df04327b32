// bench/kernels/update_cases.cpp: optimizer steps over as many parameters as a small model has.
#include <benchmark/benchmark.h>

#include "bench/kernels/cases.hpp"

namespace vitro::bench {
namespace {

constexpr std::int64_t kWeights = std::int64_t{1} << 20;

/// Four operands of `count` numbers, of which `streams` are used, and so many operations an element.
template <class Call>
void visit_update(const Visit& visit, const std::string& variant, std::int64_t count, const Streams& streams,
                  double operations, const Call& call) {
    visit({.variant = variant,
           .size = std::to_string(count),
           .operations = operations * static_cast<double>(count),
           .bytes = streams.of(count),
           .make = [=]() -> Run {
               const Numbers w = random_numbers(count), m = random_numbers(count), v = random_numbers(count);
               const Numbers gradient = random_numbers(count);
               for (std::int64_t i = 0; i < count; ++i) v[i] *= v[i];  // a mean of squares
               return [=](const Kernels& table) { call(table, w.get(), m.get(), v.get(), gradient.get(), count); };
           }});
}

}  // namespace

void adam_cases(const Visit& visit) {
    constexpr Streams kStreams{.reads = 1, .updates = 3};
    for (const std::int64_t count : {elements_in_l2(4, 64), kWeights, elements_in_dram(4, 64)})
        visit_update(visit, "", count, kStreams, 13,
                     [](const Kernels& table, real* w, real* m, real* v, const real* gradient, std::int64_t n) {
                         table.adam(w, m, v, gradient, n, {.learning_rate = 1e-6});
                     });
}

void sgd_cases(const Visit& visit) {
    visit_update(visit, "plain", kWeights, {.reads = 1, .updates = 1}, 2,
                 [](const Kernels& table, real* w, real*, real*, const real* gradient, std::int64_t n) {
                     table.sgd(w, nullptr, gradient, n, {.learning_rate = 1e-6});
                 });
    visit_update(visit, "momentum", kWeights, {.reads = 1, .updates = 2}, 4,
                 [](const Kernels& table, real* w, real* velocity, real*, const real* gradient, std::int64_t n) {
                     table.sgd(w, velocity, gradient, n, {.learning_rate = 1e-6, .momentum = 0.9, .first = false});
                 });
}

void sum_of_squares_cases(const Visit& visit) {
    visit_update(visit, "", kWeights, {.reads = 1}, 2,
                 [](const Kernels& table, real*, real*, real*, const real* gradient, std::int64_t n) {
                     benchmark::DoNotOptimize(table.sum_of_squares(gradient, n));
                 });
}

}  // namespace vitro::bench
