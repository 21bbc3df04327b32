// tests/kernels/attention_test.cpp: attention with every mask and dropout, and its gradients.
#include <doctest/doctest.h>

#include "tests/kernels/attention_problem.hpp"
#include "tests/kernels/slots.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {
namespace {

struct Size {
    std::int64_t queries, keys, width;
};
/// Around the vectors and blocks of the tables; the first is large.
constexpr Size kSizes[] = {{70, 70, 32}, {1, 1, 1},   {1, 40, 16}, {5, 7, 3}, {16, 16, 8}, {31, 17, 17},
                           {33, 40, 64}, {65, 33, 7}, {4, 301, 9}, {3, 0, 8}, {0, 5, 8}};

void for_each_problem(unsigned seed, const std::function<void(const AttentionProblem&)>& visit) {
    Source source(seed);
    for (const Size& size : kSizes) {
        const ScoreShape shape{2, 3, size.queries, size.keys};
        for_each_mask(source, shape, [&](const OwnedMask& mask) {
            visit(AttentionProblem(source, shape, size.width, mask, 0));
            if (mask.view.everything() || mask.view.lengths)
                visit(AttentionProblem(source, shape, size.width, mask, 0.2));
        });
    }
    Source other(seed + 1);
    const ScoreShape shape{1, 2, 3, 21};
    OwnedMask none{"a NaN in a query", {.heads = 2, .queries = 3}, nullptr, nullptr};
    AttentionProblem special(other, shape, 9, none, 0);
    special.query[special.row_stride() + 2] = static_cast<real>(kNan);
    visit(special);
}

Case forward_case(const AttentionProblem& p, const ForwardBounds& bounds, bool wants_weights) {
    return {.slot = "attention",
            .what = p.str() + (wants_weights ? ", weights" : ""),
            .outputs = {{.size = p.extent(p.shape.queries), .bound = bounds.output},
                        {.size = p.shape.rows(), .bound = bounds.logsumexp},
                        {.size = wants_weights ? p.weights.size() : 0, .bound = bounds.weights}},
            .run =
                [=](const Kernels& k, auto& out, bool) {
                    AttentionForward a;
                    p.fill_inputs(a);
                    const Numbers workspace(k.attention_workspace(a), 1);
                    a.workspace = workspace.data();
                    a.output = p.target(out[0], p.shape.queries, false);
                    a.logsumexp = out[1];
                    a.weights = wants_weights ? out[2] : nullptr;
                    k.attention(a);
                },
            .threads = p.large()};
}

/// wanted: bit 0 the query's gradient, bit 1 the key's, bit 2 the value's.
Case backward_case(const AttentionProblem& p, const BackwardBounds& bounds, unsigned wanted) {
    const auto size = [&](unsigned bit, std::int64_t times) { return (wanted >> bit & 1) != 0 ? p.extent(times) : 0; };
    return {.slot = "attention_backward",
            .what = p.str() + ", gradients " + std::to_string(wanted),
            .writes = Writes::on_demand,
            .outputs = {{.size = size(0, p.shape.queries), .bound = bounds.query},
                        {.size = size(1, p.shape.keys), .bound = bounds.key},
                        {.size = size(2, p.shape.keys), .bound = bounds.value}},
            .run =
                [=](const Kernels& k, auto& out, bool accumulate) {
                    AttentionBackward a;
                    p.fill_inputs(a);
                    const Numbers workspace(k.attention_workspace(a), 1);
                    a.workspace = workspace.data();
                    const auto to = [&](unsigned bit) { return (wanted >> bit & 1) != 0 ? out[bit] : nullptr; };
                    a.query_gradient = p.target(to(0), p.shape.queries, accumulate);
                    a.key_gradient = p.target(to(1), p.shape.keys, accumulate);
                    a.value_gradient = p.target(to(2), p.shape.keys, accumulate);
                    k.attention_backward(a);
                },
            .threads = p.large()};
}

}  // namespace

void attention_cases(const Visit& visit) {
    for_each_problem(28, [&](const AttentionProblem& p) {
        const ForwardBounds bounds = forward_bounds(p);
        for (const bool wants_weights : {false, true}) visit(forward_case(p, bounds, wants_weights));
    });
}

void attention_backward_cases(const Visit& visit) {
    for_each_problem(30, [&](const AttentionProblem& p) {
        const BackwardBounds bounds = backward_bounds(p);
        visit(backward_case(p, bounds, 7));
        if (p.large()) return;
        for (const unsigned wanted : {1U, 2U, 4U}) visit(backward_case(p, bounds, wanted));
    });
}

TEST_CASE("attention: every table agrees with the reference") {
    attention_cases(check);
}
TEST_CASE("attention_backward: every table agrees with the reference") {
    attention_backward_cases(check);
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
