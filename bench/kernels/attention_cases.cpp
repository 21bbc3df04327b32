// bench/kernels/attention_cases.cpp: attention, batch x heads x queries x keys x width.
#include <benchmark/benchmark.h>
#include <vector>

#include "bench/kernels/cases.hpp"

namespace vitro::bench {
namespace {

using kernels::Attention;
using kernels::AttentionBackward;
using kernels::AttentionForward;

struct Size {
    std::int64_t batch, heads, queries, keys, width;
    bool causal = false;
    double dropout = 0;
};

/// A Multi30k batch, a character model, a long context.
constexpr Size kSizes[] = {{128, 8, 15, 15, 32},
                           {128, 8, 15, 15, 32, true, 0.1},
                           {12, 4, 64, 64, 32, true},
                           {2, 8, 512, 512, 64},
                           {2, 8, 512, 512, 64, true}};

/// Everything that forward and backward read and write.
struct AttentionOperands {
    Numbers query, key, value, output, upstream, logsumexp, query_gradient, key_gradient, value_gradient;
    std::vector<real> workspace;

    explicit AttentionOperands(const Size& s) {
        const std::int64_t row = s.batch * s.heads * s.width;
        for (Numbers* own : {&query, &output, &upstream, &query_gradient}) *own = random_numbers(row * s.queries);
        for (Numbers* own : {&key, &value, &key_gradient, &value_gradient}) *own = random_numbers(row * s.keys);
        logsumexp = random_numbers(s.batch * s.heads * s.queries);
    }
};

/// Fits the workspace, which depends on the table and on the number of threads.
void fill(Attention& p, const Size& s, AttentionOperands& operands, const Kernels& table) {
    const std::int64_t row = s.heads * s.width;
    p.batch = s.batch, p.heads = s.heads, p.queries = s.queries, p.keys = s.keys, p.width = s.width;
    p.query = {operands.query.get(), s.queries * row, row};
    p.key = {operands.key.get(), s.keys * row, row};
    p.value = {operands.value.get(), s.keys * row, row};
    p.scale = real{0.125};
    p.mask = {.heads = s.heads, .queries = s.queries, .causal = s.causal};
    p.dropout.probability = s.dropout;
    operands.workspace.resize(static_cast<std::size_t>(table.attention_workspace(p)));
    p.workspace = operands.workspace.data();
}

void run_forward(const Size& s, AttentionOperands& operands, const Kernels& table) {
    AttentionForward p;
    fill(p, s, operands, table);
    p.output = {operands.output.get(), p.query.batch_stride, p.query.row_stride};
    p.logsumexp = operands.logsumexp.get();
    table.attention(p);
}

void run_backward(const Size& s, AttentionOperands& operands, const Kernels& table) {
    AttentionBackward p;
    fill(p, s, operands, table);
    p.output = {operands.output.get(), p.query.batch_stride, p.query.row_stride};
    p.output_gradient = {operands.upstream.get(), p.query.batch_stride, p.query.row_stride};
    p.logsumexp = operands.logsumexp.get();
    p.query_gradient = {operands.query_gradient.get(), p.query.batch_stride, p.query.row_stride};
    p.key_gradient = {operands.key_gradient.get(), p.key.batch_stride, p.key.row_stride};
    p.value_gradient = {operands.value_gradient.get(), p.key.batch_stride, p.key.row_stride};
    table.attention_backward(p);
}

/// `products` matrix products; what a causal mask hides is not counted. Operands as long as the queries and as the keys
/// that are read, the others written.
struct Work {
    double products, query_reads, key_reads, query_writes, key_writes;
};

void visit_sizes(const Visit& visit, const Work& work, const std::function<Run(const Size&)>& make) {
    for (const Size& s : kSizes) {
        const auto all = static_cast<double>(s.batch * s.heads * s.queries * s.keys * s.width);
        const double row = static_cast<double>(s.batch * s.heads * s.width) * sizeof(real);
        const double query = row * static_cast<double>(s.queries), key = row * static_cast<double>(s.keys);
        visit({.variant = std::string(s.causal ? "causal" : "full") + (s.dropout > 0 ? "+dropout" : ""),
               .size = size_text({s.batch, s.heads, s.queries, s.keys, s.width}),
               .operations = 2 * work.products * all * (s.causal ? 0.5 : 1.0),
               .bytes = {.read = query * work.query_reads + key * work.key_reads,
                         .written = query * work.query_writes + key * work.key_writes},
               .make = [=] { return make(s); }});
    }
}

}  // namespace

void attention_cases(const Visit& visit) {
    visit_sizes(visit, {2, 1, 2, 1, 0}, [](const Size& s) -> Run {
        auto operands = std::make_shared<AttentionOperands>(s);
        return [=](const Kernels& table) { run_forward(s, *operands, table); };
    });
}

void attention_backward_cases(const Visit& visit) {
    visit_sizes(visit, {5, 3, 2, 1, 2}, [](const Size& s) -> Run {
        auto operands = std::make_shared<AttentionOperands>(s);
        run_forward(s, *operands, kernels::table());  // the probabilities are made from its logsumexp
        return [=](const Kernels& table) { run_backward(s, *operands, table); };
    });
}

void attention_workspace_cases(const Visit& visit) {
    visit({.variant = "", .size = size_text({128, 8, 15, 15, 32}), .bytes = {}, .make = []() -> Run {
               Attention p;
               p.batch = 128, p.heads = 8, p.queries = p.keys = 15, p.width = 32;
               return [=](const Kernels& table) { benchmark::DoNotOptimize(table.attention_workspace(p)); };
           }});
}

}  // namespace vitro::bench
