// tests/kernels/binary_test.cpp: binary operations with broadcasting, and their gradients.
#include <doctest/doctest.h>

#include "tests/kernels/layouts.hpp"
#include "tests/kernels/slots.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {
namespace {

constexpr const char* kNames[kBinaryCount] = {"add", "subtract", "multiply", "divide"};

/// A layout and two operands in it; one vector's infinities and zeros meet the other's.
struct BinaryProblem {
    std::string what;
    Layout layout;
    Strides a_strides, b_strides;
};

/// Both whole, one repeated along the last, the first three, a middle one, or all axes, or permuted.
void for_each_problem(const std::function<void(const BinaryProblem&)>& visit) {
    constexpr unsigned kRepeated[][2] = {{0, 0}, {0, 8}, {7, 0}, {2, 13}, {15, 0}, {0, 7}, {8, 7}};
    for (const std::int64_t n : sizes())
        for (const Layout& layout : {Layout{{1, 1, 1, n}}, Layout{{2, 3, 2, n}}, Layout{{1, n, 1, 3}}}) {
            const std::string what = " n " + std::to_string(n) + " of " + std::to_string(layout.total());
            for (const auto& [a, b] : kRepeated)
                visit({"repeated " + std::to_string(a) + "," + std::to_string(b) + what, layout, strides_of(layout, a),
                       strides_of(layout, b)});
            visit({"permuted" + what, layout, permuted(layout, {3, 1, 0, 2}), strides_of(layout, 0, 3)});
        }
    const Layout large{{3, 5, 121, 111}};
    visit({"large", large, strides_of(large), strides_of(large)});
    visit({"large, repeated", large, strides_of(large, 8), strides_of(large, 7)});
    visit({"large, permuted", large, permuted(large, {0, 3, 2, 1}), strides_of(large, 4)});
}

Numbers binary_operand(Source& source, const BinaryProblem& problem, const Strides& strides) {
    const Numbers x = source.numbers(extent(problem.layout, strides));
    constexpr double kSpecial[] = {0, kInfinity, -kInfinity, kNan, -0.0};
    for (std::int64_t i = 3; i < x.size() && x.size() > 10; i += x.size() / 7 + 1)
        x[i] = static_cast<real>(kSpecial[i % 5]);
    return x;
}

/// -dy ((a / b) / b) is rounded three times; everything else once, as the reference rounds it.
std::vector<double> gradient_bound(Binary op, int which, const BinaryProblem& problem, const Numbers& dy,
                                   const Numbers& a, const Numbers& b) {
    if (op != Binary::divide || which == 0) return {};
    const std::int64_t count = problem.layout.total();
    std::vector<real> want(static_cast<std::size_t>(count));
    all_tables().back()->binary_backward(op, which, want.data(), false, dy.data(), a.data(), b.data(), problem.layout,
                                         problem.a_strides, problem.b_strides);
    return bounds(count, [&](std::int64_t i) { return 2 * kEps * std::abs(static_cast<double>(want[i])); });
}

}  // namespace

void binary_cases(const Visit& visit) {
    Source source(3);
    for_each_problem([&](const BinaryProblem& problem) {
        const Numbers a = binary_operand(source, problem, problem.a_strides),
                      b = binary_operand(source, problem, problem.b_strides);
        for (int op = 0; op < kBinaryCount; ++op)
            visit({.slot = "binary",
                   .what = std::string(kNames[op]) + " " + problem.what,
                   .outputs = {{.size = problem.layout.total()}},
                   .run =
                       [=](const Kernels& k, auto& out, bool) {
                           k.binary(static_cast<Binary>(op), out[0], a.data(), b.data(), problem.layout,
                                    problem.a_strides, problem.b_strides);
                       },
                   .threads = problem.layout.total() >= kLong});
    });
}

void binary_backward_cases(const Visit& visit) {
    Source source(4);
    for_each_problem([&](const BinaryProblem& problem) {
        const Numbers a = binary_operand(source, problem, problem.a_strides),
                      b = binary_operand(source, problem, problem.b_strides);
        const Numbers dy = source.numbers(problem.layout.total());
        for (int op = 0; op < kBinaryCount; ++op)
            for (const int which : {0, 1})
                visit(
                    {.slot = "binary_backward",
                     .what = std::string(kNames[op]) + " binary_operand " + std::to_string(which) + " " + problem.what,
                     .writes = Writes::on_demand,
                     .outputs = {{.size = problem.layout.total(),
                                  .bound = gradient_bound(static_cast<Binary>(op), which, problem, dy, a, b)}},
                     .run =
                         [=](const Kernels& k, auto& out, bool accumulate) {
                             k.binary_backward(static_cast<Binary>(op), which, out[0], accumulate, dy.data(), a.data(),
                                               b.data(), problem.layout, problem.a_strides, problem.b_strides);
                         },
                     .threads = problem.layout.total() >= kLong});
    });
}

TEST_CASE("binary: every table agrees with the reference") {
    binary_cases(check);
}
TEST_CASE("binary_backward: every table agrees with the reference") {
    binary_backward_cases(check);
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
