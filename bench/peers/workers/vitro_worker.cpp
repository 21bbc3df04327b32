// bench/peers/workers/vitro_worker.cpp: bench_vitro_worker THREADS, a process that computes by vitro: products and
// operations on rows by the kernels, attention as a model would call it, fused and composed, forward and backward
// through the graph.
#include <cstdlib>
#include <fmt/format.h>
#include <stdexcept>

#include "bench/peers/row_ops.hpp"
#include "bench/peers/workers/serve.hpp"
#include "core/backward.hpp"
#include "core/ops.hpp"
#include "core/ops/list.hpp"
#include "core/runtime.hpp"

namespace vitro::bench::peers {
namespace {

void multiply(const GemmProblem& p, const float* a, const float* b, float* c) {
    kernels::Gemm g;
    g.m = p.m, g.n = p.n, g.k = p.k;
    g.transpose_a = p.transpose_a, g.transpose_b = p.transpose_b;
    g.a = a, g.b = b, g.c = c;
    g.lda = p.transpose_a ? p.m : p.k, g.ldb = p.transpose_b ? p.k : p.n, g.ldc = p.n;
    core::runtime::kernels().gemm(g);
}

core::Tensor tensor(const AttentionProblem& p, int operand) {
    const Numbers numbers = operand_numbers(p.size(), operand);
    return core::Tensor::from({p.batch, p.length, p.heads * p.width},
                              {numbers.get(), static_cast<std::size_t>(p.size())});
}

struct Attention {
    AttentionProblem problem;
    core::Variable query, key, value;
    core::Tensor upstream, output;
    std::vector<core::Attribute> attributes;  ///< of the op, for its expansion

    explicit Attention(const AttentionProblem& p)
        : problem(p),
          query(core::parameter(tensor(p, 0))),
          key(core::parameter(tensor(p, 1))),
          value(core::parameter(tensor(p, 2))),
          upstream(tensor(p, 3)) {
        const core::Variable fused = core::attention(query, key, value, {.heads = p.heads, .mask = mask()});
        attributes.assign(fused.node->attributes.begin(), fused.node->attributes.end());
    }
    core::Mask mask() const { return problem.causal ? core::Mask::causal() : core::Mask::none(); }
    core::Variable forward() const {
        if (!problem.composed) return core::attention(query, key, value, {.heads = problem.heads, .mask = mask()});
        const std::vector<core::Variable> inputs{query, key, value};
        return core::kAttention.expand(inputs, attributes);
    }
    void run() {
        for (const core::Variable* input : {&query, &key, &value}) input->clear_grad();
        const core::Variable attended = forward();
        output = attended.value;
        core::Backward pass(attended, upstream);
        while (pass.step()) {
        }
    }
    std::vector<float> result() const {
        std::vector<float> all;
        for (const core::Tensor& part : {output, query.grad(), key.grad(), value.grad()})
            all.insert(all.end(), part.span().begin(), part.span().end());
        return all;
    }
};

Run attention(const AttentionProblem& problem) {
    const auto own = std::make_shared<Attention>(problem);
    return {.call = [=] { own->run(); }, .result = [=] { return own->result(); }};
}

Engine open(int threads) {
    core::runtime::use_threads(threads);
    const char* const table = core::runtime::kernels().name;
    return {.name = fmt::format("vitro, table {}", table),
            .multiply = multiply,
            .attention = attention,
            .rows = [](const RowProblem& p) { return row_run(core::runtime::kernels(), p); }};
}

}  // namespace
}  // namespace vitro::bench::peers

int main(int argc, char** argv) {
    using namespace vitro::bench::peers;
    return serve([&] {
        if (argc != 2) throw std::runtime_error("usage: bench_vitro_worker THREADS");
        return open(std::atoi(argv[1]));
    });
}
