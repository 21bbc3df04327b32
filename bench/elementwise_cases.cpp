// bench/elementwise_cases.cpp: what goes over its operands once: element by element, copies, masks, dropout.
#include <cmath>

#include "bench/cases.hpp"

namespace vitro::bench {
namespace {

using kernels::Binary;
using kernels::Layout;
using kernels::Strides;
using kernels::Unary;

constexpr std::int64_t kCount = std::int64_t{1} << 18;  ///< 1 MB an operand: between the caches and memory
constexpr double kBytes = kCount * sizeof(real);
constexpr const char* kUnaryNames[] = {"negate", "exp", "log",       "sqrt",     "tanh", "sigmoid",
                                       "relu",   "erf", "gelu_tanh", "gelu_erf", "silu"};
static_assert(std::size(kUnaryNames) == kernels::kUnaryCount);
constexpr const char* kBinaryNames[] = {"add", "subtract", "multiply", "divide"};
static_assert(std::size(kBinaryNames) == kernels::kBinaryCount);

/// kCount numbers as 4 axes, and the strides of an operand that lies so, of a row that repeats, of swapped axes.
constexpr Layout kLayout{{4, 32, 8, 256}};
constexpr Strides kDense{{65536, 2048, 256, 1}}, kRow{{0, 0, 0, 1}}, kSwapped{{65536, 256, 8192, 1}};

/// An operation is timed on numbers that it is defined for.
using Prepare = void (*)(real& x);
constexpr Prepare kAsItIs = [](real&) {}, kPositive = [](real&x) { x = std::abs(x) + real{0.01F}; };
Prepare prepare_for(Unary op) {
    return op == Unary::log || op == Unary::sqrt ? kPositive : kAsItIs;
}

/// Cases over kCount elements: `operands` of them are read or written; call(table, dst, x, other) is one call.
template <class Call>
void visit_elements(const Visit& visit, const std::string& variant, double operands, const Call& call,
                    Prepare prepare = kAsItIs) {
    visit({.variant = variant, .size = std::to_string(kCount), .bytes = operands * kBytes, .make = [=]() -> Run {
               const Numbers dst = random_numbers(kCount), x = random_numbers(kCount), other = random_numbers(kCount);
               for (std::int64_t i = 0; i < kCount; ++i) prepare(x[i]), prepare(other[i]);
               return [=](const Kernels& table) { call(table, dst.get(), x.get(), other.get()); };
           }});
}

}  // namespace

void unary_cases(const Visit& visit) {
    for (int op = 0; op < kernels::kUnaryCount; ++op)
        visit_elements(
            visit, kUnaryNames[op], 2,
            [op](const Kernels& table, real* y, const real* x, const real*) {
                table.unary(static_cast<Unary>(op), y, x, kCount);
            },
            prepare_for(static_cast<Unary>(op)));
}

void unary_backward_cases(const Visit& visit) {
    for (int op = 0; op < kernels::kUnaryCount; ++op)
        visit_elements(
            visit, kUnaryNames[op], 3,
            [op](const Kernels& table, real* dx, const real* dy, const real* saved) {
                table.unary_backward(static_cast<Unary>(op), dx, false, dy, saved, kCount);
            },
            prepare_for(static_cast<Unary>(op)));
}

void binary_cases(const Visit& visit) {
    for (int op = 0; op < kernels::kBinaryCount; ++op)
        visit_elements(visit, kBinaryNames[op], 3, [op](const Kernels& table, real* y, const real* a, const real* b) {
            table.binary(static_cast<Binary>(op), y, a, b, kLayout, kDense, kDense);
        });
    visit_elements(visit, "add+row", 2, [](const Kernels& table, real* y, const real* a, const real* b) {
        table.binary(Binary::add, y, a, b, kLayout, kDense, kRow);
    });
}

void binary_backward_cases(const Visit& visit) {
    for (int op = 0; op < kernels::kBinaryCount; ++op)
        visit_elements(
            visit, kBinaryNames[op], 3, [op](const Kernels& table, real* dst, const real* dy, const real* b) {
                table.binary_backward(static_cast<Binary>(op), 1, dst, false, dy, dy, b, kLayout, kDense, kDense);
            });
}

void scale_cases(const Visit& visit) {
    visit_elements(visit, "overwrite", 2, [](const Kernels& table, real* dst, const real* x, const real*) {
        table.scale(dst, false, x, real{0.5}, kCount);
    });
    visit_elements(visit, "accumulate", 3, [](const Kernels& table, real* dst, const real* x, const real*) {
        table.scale(dst, true, x, real{0.5}, kCount);
    });
}

void fill_cases(const Visit& visit) {
    visit_elements(visit, "", 1,
                   [](const Kernels& table, real* dst, const real*, const real*) { table.fill(dst, 1, kCount); });
}

void copy_cases(const Visit& visit) {
    visit_elements(visit, "dense", 2, [](const Kernels& table, real* dst, const real* x, const real*) {
        table.copy(dst, kDense, false, x, kDense, kLayout);
    });
    visit_elements(visit, "swapped", 2, [](const Kernels& table, real* dst, const real* x, const real*) {
        table.copy(dst, kDense, false, x, kSwapped, kLayout);
    });
}

void mask_cases(const Visit& visit) {
    visit_elements(visit, "causal", 2, [](const Kernels& table, real* dst, const real* x, const real*) {
        const kernels::MaskView mask{.heads = 4, .queries = 64, .causal = true};
        table.mask(dst, false, x, -1, kCount / 64, 64, mask);
    });
}

void dropout_cases(const Visit& visit) {
    visit_elements(visit, "", 2, [](const Kernels& table, real* dst, const real* x, const real*) {
        table.dropout(dst, false, x, kCount, {.probability = 0.1});
    });
}

}  // namespace vitro::bench
