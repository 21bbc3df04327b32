// bench/ladder/attention_problem.cpp: operands of attention and its gradients, and how far a rung may be off.
//
//   s = scale q.k     errs by D = (width + 3) eps scale |q|.|k|
//   p = exp(s - lse)  relatively by D + eps (|s - lse| + F); lse by the largest D of its row, its additions and, with a
//                     running maximum, an exponential for each block of 128 keys
//   o = sum p v       by each p's error, and as many roundings as keys
//   ds = p (do.v - do.o)    by p's error, and (width + 3) eps (|do|.|v| + |do|.|o|)
//   dq, dk = scale sum ds k, scale sum ds q; dv = sum p do: by each term's error, and the additions
#include <algorithm>
#include <cmath>
#include <memory>

#include "bench/ladder/problem.hpp"

namespace vitro::bench::ladder {
namespace {

double size_of_dot(const float* x, const float* y, std::int64_t width) {
    double size = 0;
    for (std::int64_t w = 0; w < width; ++w) size += std::abs(static_cast<double>(x[w]) * static_cast<double>(y[w]));
    return size;
}
double dot(const float* x, const float* y, std::int64_t width) {
    double sum = 0;
    for (std::int64_t w = 0; w < width; ++w) sum += static_cast<double>(x[w]) * static_cast<double>(y[w]);
    return sum;
}

double size(const Sizes& s) {
    return static_cast<double>(s.first * s.second * s.third);
}
/// Of `products` matrix products; what a causal mask hides is not counted.
double operations(const Sizes& s, double products) {
    return 2 * products * size(s) * static_cast<double>(s.causal ? s.second + 1 : 2 * s.second) / 2;
}

/// Head by head: strides say that there is one head in each batch entry.
void fill(kernels::Attention& p, std::int64_t heads, std::int64_t times, std::int64_t width, float scale, bool causal,
          const kernels::Kernels& table) {
    static thread_local std::vector<float> workspace;
    p.batch = heads, p.heads = 1, p.queries = p.keys = times, p.width = width;
    p.scale = scale;
    p.mask = {.heads = 1, .queries = times, .causal = causal};
    workspace.resize(std::max(workspace.size(), static_cast<std::size_t>(table.attention_workspace(p))));
    p.workspace = workspace.data();
}

void call(const kernels::Kernels& table, const Attention& a) {
    const std::int64_t head = a.times * a.width;
    kernels::AttentionForward p;
    fill(p, a.heads, a.times, a.width, a.scale, a.causal, table);
    p.query = {a.query, head, a.width}, p.key = {a.key, head, a.width}, p.value = {a.value, head, a.width};
    p.output = {a.output, head, a.width};
    p.logsumexp = a.logsumexp;
    table.attention(p);
}

Attention make(Memory& memory, const Sizes& s) {
    const std::int64_t count = s.first * s.second * s.third;
    return {.heads = s.first,
            .times = s.second,
            .width = s.third,
            .causal = s.causal,
            .scale = 1 / std::sqrt(static_cast<float>(s.third)),
            .query = memory.numbers(count, -2, 2),
            .key = memory.numbers(count, -2, 2),
            .value = memory.numbers(count),
            .output = memory.output("output", count),
            .logsumexp = memory.output("logsumexp", s.first * s.second),
            .scratch = memory.scratch(s.first * s.second * (s.second + s.third))};
}

/// One query: the largest error and distance from logsumexp of its scores.
template <class Operands>
struct Row {
    Operands a;
    std::int64_t row;
    std::vector<double> log_weight;
    double score_error = 0, distance = 0;

    Row(const Operands& operands, std::int64_t at) : a(operands), row(at) {
        for (std::int64_t j = 0; j < a.seen(row % a.times); ++j) {
            log_weight.push_back(scale() * dot(query(), a.key + key(j), a.width) - logsumexp());
            score_error = std::max(score_error, error(j));
            distance = std::max(distance, std::abs(log_weight.back()));
        }
    }
    const float* query() const { return a.query + row * a.width; }
    std::int64_t key(std::int64_t j) const { return (row / a.times * a.times + j) * a.width; }
    double scale() const { return static_cast<double>(a.scale); }
    double logsumexp() const { return static_cast<double>(a.logsumexp[row]); }
    double error(std::int64_t j) const {
        return kEps * static_cast<double>(a.width + 3) * scale() * size_of_dot(query(), a.key + key(j), a.width);
    }
    double weight(std::int64_t j) const { return std::exp(log_weight[static_cast<std::size_t>(j)]); }
    /// Of logsumexp, absolutely.
    double sum_error() const {
        const double blocks = 2 + static_cast<double>(a.times) / 128;
        return score_error + kEps * (static_cast<double>(a.times + 2) + blocks * (kFunction + 2 * distance) +
                                     2 * std::abs(logsumexp()));
    }
};

std::vector<Bound> bounds(const Attention& a) {
    const auto rows = std::make_shared<std::vector<Row<Attention>>>();
    for (std::int64_t i = 0; i < a.heads * a.times; ++i) rows->emplace_back(a, i);
    return {[=](std::int64_t at) {
                const Row<Attention>& row = (*rows)[static_cast<std::size_t>(at / a.width)];
                double total = 0;
                for (std::int64_t j = 0; j < a.seen(row.row % a.times); ++j)
                    total += row.weight(j) * std::abs(static_cast<double>(a.value[row.key(j) + at % a.width]));
                return total * (2 * row.sum_error() +
                                kEps * (static_cast<double>(a.times + 4) + 2 * row.distance + 2 * kFunction));
            },
            [=](std::int64_t row) { return (*rows)[static_cast<std::size_t>(row)].sum_error(); }};
}

/// Output and logsumexp are the reference's.
AttentionBackward make_backward(Memory& memory, const Sizes& s) {
    const std::int64_t count = s.first * s.second * s.third;
    Attention forward = make(memory, s);
    memory.forget_outputs();
    call(*kernels::all_tables().back(), forward);
    return {.heads = s.first,
            .times = s.second,
            .width = s.third,
            .causal = s.causal,
            .scale = forward.scale,
            .query = forward.query,
            .key = forward.key,
            .value = forward.value,
            .output = forward.output,
            .logsumexp = forward.logsumexp,
            .output_gradient = memory.numbers(count),
            .query_gradient = memory.output("query_gradient", count),
            .key_gradient = memory.output("key_gradient", count),
            .value_gradient = memory.output("value_gradient", count),
            .scratch = memory.scratch(2 * s.first * s.second * (s.second + s.third))};
}

void call_backward(const kernels::Kernels& table, const AttentionBackward& a) {
    const std::int64_t head = a.times * a.width;
    kernels::AttentionBackward p;
    fill(p, a.heads, a.times, a.width, a.scale, a.causal, table);
    p.query = {a.query, head, a.width}, p.key = {a.key, head, a.width}, p.value = {a.value, head, a.width};
    p.output = {a.output, head, a.width}, p.output_gradient = {a.output_gradient, head, a.width};
    p.logsumexp = a.logsumexp;
    p.query_gradient = {a.query_gradient, head, a.width};
    p.key_gradient = {a.key_gradient, head, a.width};
    p.value_gradient = {a.value_gradient, head, a.width};
    table.attention_backward(p);
}

/// All bounds at once, as each pair of query and key counts in all three.
struct BackwardBounds {
    std::vector<double> query, key, value;

    explicit BackwardBounds(const AttentionBackward& a)
        : query(static_cast<std::size_t>(a.heads * a.times * a.width)), key(query), value(query) {
        for (std::int64_t i = 0; i < a.heads * a.times; ++i) {
            const Row<AttentionBackward> row(a, i);
            for (std::int64_t j = 0; j < a.seen(i % a.times); ++j) add(a, row, j);
        }
    }

  private:
    void add(const AttentionBackward& a, const Row<AttentionBackward>& row, std::int64_t j) {
        const std::int64_t i = row.row * a.width, k = row.key(j);
        const float* slope = a.output_gradient + i;
        const double weight = row.weight(j);
        const double through = dot(slope, a.value + k, a.width), mean = dot(slope, a.output + i, a.width);
        const double sizes = size_of_dot(slope, a.value + k, a.width) + size_of_dot(slope, a.output + i, a.width);
        const double weight_error = row.error(j) + kEps * (std::abs(row.log_weight[static_cast<std::size_t>(j)]) +
                                                           std::abs(row.logsumexp()) + kFunction);
        const double additions = kEps * static_cast<double>(a.times + 4);
        const double ds =
            row.scale() * weight *
            (std::abs(through - mean) * (weight_error + additions) + kEps * static_cast<double>(a.width + 4) * sizes);
        for (std::int64_t w = 0; w < a.width; ++w) {
            query[static_cast<std::size_t>(i + w)] += ds * std::abs(static_cast<double>(a.key[k + w]));
            key[static_cast<std::size_t>(k + w)] += ds * std::abs(static_cast<double>(a.query[i + w]));
            value[static_cast<std::size_t>(k + w)] +=
                weight * (weight_error + additions) * std::abs(static_cast<double>(slope[w]));
        }
    }
};

std::vector<Bound> backward_bounds(const AttentionBackward& a) {
    const auto all = std::make_shared<BackwardBounds>(a);
    return {[=](std::int64_t i) { return all->query[static_cast<std::size_t>(i)]; },
            [=](std::int64_t i) { return all->key[static_cast<std::size_t>(i)]; },
            [=](std::int64_t i) { return all->value[static_cast<std::size_t>(i)]; }};
}

}  // namespace

const Problem<Attention> kAttention{
    .kernel = "attention",
    .direction = "forward",
    .idea = "The slot: online softmax in register tiles as well, for all masks, dropout, strides and widths.",
    .timed = {4, 512, 64, true},
    .operations = [](const Sizes& s) { return operations(s, 2); },
    .bytes = [](const Sizes& s) -> Bytes {
        return {3 * size(s) * sizeof(float), size(s) * sizeof(float)};
    },
    .make = make,
    .call = call,
    .bounds = bounds};

const Problem<AttentionBackward> kAttentionBackward{
    .kernel = "attention",
    .direction = "backward",
    .idea = "The slot: five products of blocks as well, with the same bits for any number of threads.",
    .timed = {4, 512, 64, true},
    .operations = [](const Sizes& s) { return operations(s, 5); },
    .bytes = [](const Sizes& s) -> Bytes {
        return {5 * size(s) * sizeof(float), 3 * size(s) * sizeof(float)};
    },
    .make = make_backward,
    .call = call_backward,
    .bounds = backward_bounds};

}  // namespace vitro::bench::ladder
