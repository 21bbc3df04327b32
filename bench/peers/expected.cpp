// bench/peers/expected.cpp: plain loops over the operands that every worker makes for itself.
#include "bench/peers/expected.hpp"

#include <cmath>

#include "bench/peers/row_ops.hpp"
#include "kernels/kernels.hpp"

namespace vitro::bench::peers {
namespace {

/// Of the sum of magnitudes: above what a float's rounding adds up to here, far below what another result differs by.
constexpr double kTolerance = 1e-4;

const kernels::Kernels& reference() {
    return *kernels::all_tables().back();
}

Fingerprint expected_of(const GemmProblem& p) {
    const Numbers a = operand_numbers(p.m * p.k, 0), b = operand_numbers(p.k * p.n, 1);
    std::vector<float> c(static_cast<std::size_t>(p.m * p.n));
    kernels::Gemm g;
    g.m = p.m, g.n = p.n, g.k = p.k;
    g.transpose_a = p.transpose_a, g.transpose_b = p.transpose_b;
    g.a = a.get(), g.b = b.get(), g.c = c.data();
    g.lda = p.transpose_a ? p.m : p.k, g.ldb = p.transpose_b ? p.k : p.n, g.ldc = p.n;
    reference().gemm(g);
    return fingerprint(c);
}

/// Both passes need it; heads lie side by side, as in vitro's tensors.
void describe(kernels::Attention& problem, const AttentionProblem& p, const Numbers (&operands)[4],
              std::vector<float>& workspace) {
    const std::int64_t row = p.heads * p.width;
    const auto operand = [&](int which) {
        return kernels::AttentionOperand{operands[which].get(), p.length * row, row};
    };
    problem.batch = p.batch, problem.heads = p.heads, problem.width = p.width;
    problem.queries = problem.keys = p.length;
    problem.query = operand(0), problem.key = operand(1), problem.value = operand(2);
    problem.scale = static_cast<float>(1 / std::sqrt(static_cast<double>(p.width)));
    problem.mask = {.heads = p.heads, .queries = p.length, .causal = p.causal};
    workspace.resize(static_cast<std::size_t>(reference().attention_workspace(problem)));
    problem.workspace = workspace.data();
}

Fingerprint expected_of(const AttentionProblem& p) {
    const std::int64_t row = p.heads * p.width, batch_stride = p.length * row;
    const Numbers operands[4] = {operand_numbers(p.size(), 0), operand_numbers(p.size(), 1),
                                 operand_numbers(p.size(), 2), operand_numbers(p.size(), 3)};
    std::vector<float> workspace, results(static_cast<std::size_t>(4 * p.size()));
    std::vector<float> logsumexp(static_cast<std::size_t>(p.batch * p.heads * p.length));
    const auto result = [&](int which) { return results.data() + which * p.size(); };

    kernels::AttentionForward forward;
    describe(forward, p, operands, workspace);
    forward.output = {result(0), batch_stride, row};
    forward.logsumexp = logsumexp.data();
    reference().attention(forward);

    kernels::AttentionBackward backward;
    describe(backward, p, operands, workspace);
    backward.output = {result(0), batch_stride, row};
    backward.output_gradient = {operands[3].get(), batch_stride, row};
    backward.logsumexp = logsumexp.data();
    backward.query_gradient = {result(1), batch_stride, row};
    backward.key_gradient = {result(2), batch_stride, row};
    backward.value_gradient = {result(3), batch_stride, row};
    reference().attention_backward(backward);
    return fingerprint(results);
}

Fingerprint expected_of(const RowProblem& p) {
    const Run run = row_run(reference(), p);
    run.call();
    return fingerprint(run.result());
}

/// Shorter and longer than the vectors that an unrolled loop takes at once.
constexpr std::int64_t kRowChecks[][2] = {{7, 13}, {5, 149}};

}  // namespace

Fingerprint expected(const Problem& problem) {
    return std::visit([](const auto& p) { return expected_of(p); }, problem);
}

bool agrees(double sum, const Fingerprint& expected) {
    return std::abs(sum - expected.sum) <= kTolerance * expected.magnitude;
}

std::vector<Problem> checks(Scope scope) {
    std::vector<Problem> all;
    for (const auto& [a, b] : {std::pair{false, false}, {false, true}, {true, false}})
        all.emplace_back(GemmProblem{a, b, 33, 17, 21});
    if (scope == Scope::products) return all;
    for (const bool causal : {false, true}) all.emplace_back(AttentionProblem{2, 3, 7, 4, causal});
    for (std::size_t op = 0; op < std::size(kRowOpNames); ++op)
        for (const auto& [rows, cols] : kRowChecks) all.emplace_back(RowProblem{static_cast<RowOp>(op), rows, cols});
    return all;
}

}  // namespace vitro::bench::peers
