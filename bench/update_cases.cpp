// bench/update_cases.cpp: optimizer steps over as many parameters as a small model has.
#include <benchmark/benchmark.h>

#include "bench/cases.hpp"

namespace vitro::bench {
namespace {

constexpr std::int64_t kCount = std::int64_t{1} << 20;

/// Four operands of kCount numbers, of which `operands` reads and writes go to memory.
template <class Call>
void visit_update(const Visit& visit, const std::string& variant, double operands, const Call& call) {
    visit({.variant = variant,
           .size = std::to_string(kCount),
           .bytes = operands * static_cast<double>(kCount) * sizeof(real),
           .make = [=]() -> Run {
               const Numbers w = random_numbers(kCount), m = random_numbers(kCount), v = random_numbers(kCount);
               const Numbers gradient = random_numbers(kCount);
               for (std::int64_t i = 0; i < kCount; ++i) v[i] *= v[i];  // a mean of squares
               return [=](const Kernels& table) { call(table, w.get(), m.get(), v.get(), gradient.get()); };
           }});
}

}  // namespace

void adam_cases(const Visit& visit) {
    visit_update(visit, "", 7, [](const Kernels& table, real* w, real* m, real* v, const real* gradient) {
        table.adam(w, m, v, gradient, kCount, {.learning_rate = 1e-6});
    });
}

void sgd_cases(const Visit& visit) {
    visit_update(visit, "plain", 3, [](const Kernels& table, real* w, real*, real*, const real* gradient) {
        table.sgd(w, nullptr, gradient, kCount, {.learning_rate = 1e-6});
    });
    visit_update(visit, "momentum", 5, [](const Kernels& table, real* w, real* velocity, real*, const real* gradient) {
        table.sgd(w, velocity, gradient, kCount, {.learning_rate = 1e-6, .momentum = 0.9, .first = false});
    });
}

void sum_of_squares_cases(const Visit& visit) {
    visit_update(visit, "", 1, [](const Kernels& table, real*, real*, real*, const real* gradient) {
        benchmark::DoNotOptimize(table.sum_of_squares(gradient, kCount));
    });
}

}  // namespace vitro::bench
