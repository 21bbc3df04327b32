// kernels/reference/attention.cpp: scaled dot-product attention (Vaswani et al. 2017), one query or one key at a time.
//
//   s_ij = scale q_i . k_j    p_ij = exp(s_ij - lse_i)    lse_i = log sum_j exp(s_ij)    o_i = sum_j p_ij f_ij v_j
//   dv_j = sum_i p_ij f_ij do_i              ds_ij = p_ij (f_ij do_i . v_j - do_i . o_i)
//   dq_i = scale sum_j ds_ij k_j             dk_j  = scale sum_i ds_ij q_i
//
// i is a query, j a key that the mask lets it see, f dropout's factor (0 or 1 / (1 - p)). The softmax's inner product
// sum_j dp_ij p_ij is do_i . o_i, so that backward needs no row of p: only lse (Dao et al. 2022).
// Workspace: for each thread a row of keys + 2 width doubles.
#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/reference/dropout.hpp"
#include "kernels/reference/families.hpp"
#include "kernels/reference/loops.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace reference {
namespace {

constexpr double kNothing = -std::numeric_limits<double>::infinity();
constexpr std::int64_t kRealsPerDouble = sizeof(double) / sizeof(real);

std::int64_t row_size(const Attention& a) {
    return a.keys + 2 * a.width;
}

/// The workspace is aligned for `real`; the doubles begin at its first multiple of their own alignment.
double* row_of(const Attention& a, int thread) {
    const auto address = reinterpret_cast<std::uintptr_t>(a.workspace);
    const std::uintptr_t aligned = (address + alignof(double) - 1) / alignof(double) * alignof(double);
    return reinterpret_cast<double*>(aligned) + thread * row_size(a);
}

/// One head of one batch entry. Vectors of operands are reached by their time t, keys and values in the entry that the
/// batch entry attends to.
struct Head {
    std::int64_t batch, head, width, entry;

    Head(const Attention& a, std::int64_t index)
        : batch(index / a.heads),
          head(index % a.heads),
          width(a.width),
          entry(a.entries == nullptr ? batch : a.entries[batch]) {}

    const real* of(const AttentionOperand& x, std::int64_t t) const {
        return x.data + batch * x.batch_stride + t * x.row_stride + head * width;
    }
    const real* attended(const AttentionOperand& x, std::int64_t t) const {
        return x.data + entry * x.batch_stride + t * x.row_stride + head * width;
    }
    real* of(const AttentionTarget& x, std::int64_t t) const {
        return x.data + batch * x.batch_stride + t * x.row_stride + head * width;
    }
    double dot(const real* x, const real* y) const {
        double sum = 0;
        for (std::int64_t w = 0; w < width; ++w) sum += static_cast<double>(x[w]) * static_cast<double>(y[w]);
        return sum;
    }
    void add(double* sum, double factor, const real* x) const {
        for (std::int64_t w = 0; w < width; ++w) sum[w] += factor * static_cast<double>(x[w]);
    }
    void put_row(const AttentionTarget& target, std::int64_t t, double factor, const double* sum) const {
        for (std::int64_t w = 0; w < width; ++w) put(of(target, t)[w], target.accumulate, factor * sum[w]);
    }
};

double score(const Attention& a, const Head& head, std::int64_t i, std::int64_t j) {
    return static_cast<double>(a.scale) * head.dot(head.of(a.query, i), head.attended(a.key, j));
}

/// scores <- p_i; returns lse_i. Keys that the mask hides get 0, and so do all where no score is above -infinity.
double softmax_row(const Attention& a, const Head& head, std::int64_t i, double* scores) {
    const std::int64_t row = (head.batch * a.heads + head.head) * a.queries + i;
    double greatest = kNothing, sum = 0;
    bool any = false;
    for (std::int64_t j = 0; j < a.keys; ++j) {
        scores[j] = kNothing;
        if (!allowed(a.mask, row, j)) continue;
        scores[j] = score(a, head, i, j);
        any = any || scores[j] != kNothing;
        greatest = std::max(greatest, scores[j]);
    }
    for (std::int64_t j = 0; j < a.keys; ++j) {
        scores[j] = any && allowed(a.mask, row, j) ? std::exp(scores[j] - greatest) : 0;
        sum += scores[j];
    }
    for (std::int64_t j = 0; any && j < a.keys; ++j) scores[j] = allowed(a.mask, row, j) ? scores[j] / sum : 0;
    return any ? greatest + std::log(sum) : kNothing;
}

void forward_row(const AttentionForward& a, const Head& head, std::int64_t i, double* scores) {
    const std::int64_t row = (head.batch * a.heads + head.head) * a.queries + i;
    double* output = scores + a.keys;
    a.logsumexp[row] = static_cast<real>(softmax_row(a, head, i, scores));
    std::fill_n(output, a.width, 0.0);
    for (std::int64_t j = 0; j < a.keys; ++j) {
        if (a.weights) a.weights[row * a.keys + j] = static_cast<real>(scores[j]);
        if (!allowed(a.mask, row, j)) continue;
        head.add(output, scores[j] * dropout_factor(a.dropout, row * a.keys + j), head.attended(a.value, j));
    }
    head.put_row(a.output, i, 1, output);
}

/// What backward needs of a query and a key: p f, and ds. Both are 0 for a query that sees no key.
struct Pair {
    double dropped_weight = 0, score_gradient = 0;
};

Pair pair_of(const AttentionBackward& a, const Head& head, std::int64_t i, std::int64_t j) {
    const std::int64_t row = (head.batch * a.heads + head.head) * a.queries + i;
    const double logsumexp = static_cast<double>(a.logsumexp[row]);
    if (logsumexp == kNothing) return {};
    const double weight = std::exp(score(a, head, i, j) - logsumexp);
    const double factor = dropout_factor(a.dropout, row * a.keys + j);
    const real* slope = head.of(a.output_gradient, i);
    const double through_value = factor * head.dot(slope, head.of(a.value, j));
    return {weight * factor, weight * (through_value - head.dot(slope, head.of(a.output, i)))};
}

void query_gradient(const AttentionBackward& a, const Head& head, std::int64_t i, double* sum) {
    const std::int64_t row = (head.batch * a.heads + head.head) * a.queries + i;
    std::fill_n(sum, a.width, 0.0);
    for (std::int64_t j = 0; j < a.keys; ++j)
        if (allowed(a.mask, row, j)) head.add(sum, pair_of(a, head, i, j).score_gradient, head.of(a.key, j));
    head.put_row(a.query_gradient, i, static_cast<double>(a.scale), sum);
}

void key_and_value_gradient(const AttentionBackward& a, const Head& head, std::int64_t j, double* key_sum) {
    double* value_sum = key_sum + a.width;
    std::fill_n(key_sum, 2 * a.width, 0.0);
    for (std::int64_t i = 0; i < a.queries; ++i) {
        if (!allowed(a.mask, (head.batch * a.heads + head.head) * a.queries + i, j)) continue;
        const Pair pair = pair_of(a, head, i, j);
        head.add(key_sum, pair.score_gradient, head.of(a.query, i));
        head.add(value_sum, pair.dropped_weight, head.of(a.output_gradient, i));
    }
    if (a.key_gradient.data) head.put_row(a.key_gradient, j, static_cast<double>(a.scale), key_sum);
    if (a.value_gradient.data) head.put_row(a.value_gradient, j, 1, value_sum);
}

/// body(head, t, row of the workspace) for each head of each batch entry and each t below `times`.
template <class Body>
void for_each_vector(const Attention& a, std::int64_t times, std::int64_t cost, const Body& body) {
    const std::int64_t tasks = a.batch * a.heads * times;
    parallel_for(tasks, tasks * cost, [&](std::int64_t begin, std::int64_t end, int thread) {
        for (std::int64_t task = begin; task < end; ++task) {
            body(Head(a, task / times), task % times, row_of(a, thread));
        }
    });
}

}  // namespace

std::int64_t attention_workspace(const Attention& a) noexcept {
    return kRealsPerDouble * (threads() * row_size(a) + 1);
}

void attention(const AttentionForward& a) noexcept {
    for_each_vector(a, a.queries, 4 * a.keys * a.width,
                    [&](const Head& head, std::int64_t i, double* row) { forward_row(a, head, i, row); });
}

void attention_backward(const AttentionBackward& a) noexcept {
    if (a.query_gradient.data)
        for_each_vector(a, a.queries, 8 * a.keys * a.width,
                        [&](const Head& head, std::int64_t i, double* row) { query_gradient(a, head, i, row); });
    if (a.key_gradient.data || a.value_gradient.data)
        for_each_vector(a, a.keys, 10 * a.queries * a.width, [&](const Head& head, std::int64_t j, double* row) {
            key_and_value_gradient(a, head, j, row);
        });
}

}  // namespace reference
}  // namespace vitro::kernels::inline VITRO_REAL
