// bench/kernels/elementwise_cases.cpp: what goes over its operands once: element by element, copies, masks, dropout.
#include <cmath>

#include "bench/kernels/cases.hpp"

namespace vitro::bench {
namespace {

using kernels::Binary;
using kernels::Layout;
using kernels::Strides;
using kernels::Unary;

constexpr std::int64_t kCount = std::int64_t{1} << 18;  ///< 1 MB an operand: between the caches and memory

/// With the operations of an element, forward and backward.
struct UnaryRow {
    const char* name;
    double operations, backward_operations;
};
constexpr UnaryRow kUnary[] = {{"negate", 1, 1},     {"exp", 1, 1},       {"log", 1, 1},  {"sqrt", 1, 2},
                               {"tanh", 1, 3},       {"sigmoid", 4, 3},   {"relu", 1, 1}, {"erf", 1, 4},
                               {"gelu_tanh", 9, 16}, {"gelu_erf", 5, 10}, {"silu", 5, 8}};
static_assert(std::size(kUnary) == kernels::kUnaryCount);
constexpr const char* kBinaryNames[] = {"add", "subtract", "multiply", "divide"};
static_assert(std::size(kBinaryNames) == kernels::kBinaryCount);

/// kCount numbers as 4 axes, and the strides of an operand that lies so, of a row that repeats, of swapped axes.
constexpr Layout kLayout{{4, 32, 8, 256}};
constexpr Strides kDense{{65536, 2048, 256, 1}}, kRow{{0, 0, 0, 1}}, kSwapped{{65536, 256, 8192, 1}};
Layout flat(std::int64_t count) {
    return {{1, 1, 1, count}};
}
constexpr Strides kFlat{{0, 0, 0, 1}};

/// An operation is timed on numbers that it is defined for.
using Prepare = void (*)(real& x);
constexpr Prepare kAsItIs = [](real&) {}, kPositive = [](real&x) { x = std::abs(x) + real{0.01F}; };
Prepare prepare_for(Unary op) {
    return op == Unary::log || op == Unary::sqrt ? kPositive : kAsItIs;
}

/// A case over `count` elements; call(table, dst, x, other) is one call.
struct Elements {
    std::int64_t count = kCount;
    Streams streams;
    double operations = 1;  ///< of an element
    Prepare prepare = kAsItIs;
};

template <class Call>
void visit_elements(const Visit& visit, const std::string& variant, const Elements& elements, const Call& call) {
    const std::int64_t count = elements.count;
    visit({.variant = variant,
           .size = std::to_string(count),
           .operations = elements.operations * static_cast<double>(count),
           .bytes = elements.streams.of(count),
           .make = [=]() -> Run {
               const Numbers dst = random_numbers(count), x = random_numbers(count);
               const Numbers other = elements.streams.count() > 2 ? random_numbers(count) : x;
               for (std::int64_t i = 0; i < count; ++i) elements.prepare(x[i]);
               if (other != x)
                   for (std::int64_t i = 0; i < count; ++i) elements.prepare(other[i]);
               return [=](const Kernels& table) { call(table, dst.get(), x.get(), other.get()); };
           }});
}

constexpr Streams kChange{.reads = 1, .updates = 1};

}  // namespace

void unary_cases(const Visit& visit) {
    const auto visit_count = [&](Unary op, std::int64_t count) {
        const UnaryRow& row = kUnary[static_cast<int>(op)];
        visit_elements(
            visit, row.name, {count, kMap, row.operations, prepare_for(op)},
            [=](const Kernels& table, real* y, const real* x, const real*) { table.unary(op, y, x, count); });
    };
    for (int op = 0; op < kernels::kUnaryCount; ++op) visit_count(static_cast<Unary>(op), kCount);
    for (const Unary op : {Unary::gelu_tanh, Unary::gelu_erf})
        for (const std::int64_t count : {elements_in_l2(2, 64), elements_in_dram(2, 64)}) visit_count(op, count);
}

void unary_backward_cases(const Visit& visit) {
    for (int i = 0; i < kernels::kUnaryCount; ++i) {
        const auto op = static_cast<Unary>(i);
        const Streams& streams = op == Unary::negate ? kMap : kJoin;  // its derivative is a number
        visit_elements(visit, kUnary[i].name, {kCount, streams, kUnary[i].backward_operations, prepare_for(op)},
                       [op](const Kernels& table, real* dx, const real* dy, const real* saved) {
                           table.unary_backward(op, dx, false, dy, saved, kCount);
                       });
    }
}

void binary_cases(const Visit& visit) {
    for (int op = 0; op < kernels::kBinaryCount; ++op)
        visit_elements(visit, kBinaryNames[op], {.streams = kJoin},
                       [op](const Kernels& table, real* y, const real* a, const real* b) {
                           table.binary(static_cast<Binary>(op), y, a, b, kLayout, kDense, kDense);
                       });
    for (const std::int64_t count : {elements_in_l2(3, 64), elements_in_dram(3, 64)})
        visit_elements(visit, "add", {.count = count, .streams = kJoin},
                       [=](const Kernels& table, real* y, const real* a, const real* b) {
                           table.binary(Binary::add, y, a, b, flat(count), kFlat, kFlat);
                       });
    visit_elements(visit, "add+row", {.streams = kMap},
                   [](const Kernels& table, real* y, const real* a, const real* b) {
                       table.binary(Binary::add, y, a, b, kLayout, kDense, kRow);
                   });
}

void binary_backward_cases(const Visit& visit) {
    for (int i = 0; i < kernels::kBinaryCount; ++i) {
        const auto op = static_cast<Binary>(i);
        const bool is_linear = op == Binary::add || op == Binary::subtract;  // asks for dy alone
        visit_elements(visit, kBinaryNames[i], {.streams = is_linear ? kMap : kJoin},
                       [op](const Kernels& table, real* dst, const real* dy, const real* b) {
                           table.binary_backward(op, 1, dst, false, dy, b, b, kLayout, kDense, kDense);
                       });
    }
}

void scale_cases(const Visit& visit) {
    visit_elements(visit, "overwrite", {.streams = kMap},
                   [](const Kernels& table, real* dst, const real* x, const real*) {
                       table.scale(dst, false, x, real{0.5}, kCount);
                   });
    visit_elements(visit, "accumulate", {.streams = kChange, .operations = 2},
                   [](const Kernels& table, real* dst, const real* x, const real*) {
                       table.scale(dst, true, x, real{0.5}, kCount);
                   });
}

void fill_cases(const Visit& visit) {
    visit_elements(visit, "", {.streams = {.writes = 1}, .operations = 0},
                   [](const Kernels& table, real* dst, const real*, const real*) { table.fill(dst, 1, kCount); });
}

void copy_cases(const Visit& visit) {
    const Elements elements{.streams = kMap, .operations = 0};
    visit_elements(visit, "dense", elements, [](const Kernels& table, real* dst, const real* x, const real*) {
        table.copy(dst, kDense, false, x, kDense, kLayout);
    });
    visit_elements(visit, "swapped", elements, [](const Kernels& table, real* dst, const real* x, const real*) {
        table.copy(dst, kDense, false, x, kSwapped, kLayout);
    });
}

void mask_cases(const Visit& visit) {
    // Half of x is hidden, and not looked at.
    visit_elements(visit, "causal", {.streams = {.reads = 0.5, .writes = 1}, .operations = 0},
                   [](const Kernels& table, real* dst, const real* x, const real*) {
                       const kernels::MaskView mask{.heads = 4, .queries = 64, .causal = true};
                       table.mask(dst, false, x, -1, kCount / 64, 64, mask);
                   });
}

void dropout_cases(const Visit& visit) {
    visit_elements(visit, "", {.streams = kMap}, [](const Kernels& table, real* dst, const real* x, const real*) {
        table.dropout(dst, false, x, kCount, {.probability = 0.1});
    });
}

}  // namespace vitro::bench
