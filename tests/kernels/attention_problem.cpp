// tests/kernels/attention_problem.cpp: the error of attention, step by step.
//
//   s = scale q.k     errs by D = (width + 2) eps |scale| |q|.|k|
//   p = exp(s - lse)  relatively by D + eps (|s - lse| + F + 2); lse by the largest D of its row, and its additions
//   o = sum p f v     by each p's error, and (keys + 2) eps for the additions
//   ds = p (f do.v - do.o)    by p's error, and (width + 3) eps (f |do|.|v| + |do|.|o|)
//   dq, dk = scale sum ds k, scale sum ds q; dv = sum p f do: by each term's error, and the additions
#include "tests/kernels/attention_problem.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {
namespace {

/// One head: everything by query i and key j, in double.
struct Head {
    const AttentionProblem& p;
    std::int64_t batch, head;
    double scale = 1 / std::sqrt(static_cast<double>(p.width));

    std::int64_t offset(std::int64_t times, std::int64_t t) const {
        return batch * p.batch_stride(times) + t * p.row_stride() + head * p.width;
    }
    const real* query(std::int64_t i) const { return p.query.data() + offset(p.shape.queries, i); }
    const real* output(std::int64_t i) const { return p.output.data() + offset(p.shape.queries, i); }
    const real* slope(std::int64_t i) const { return p.output_gradient.data() + offset(p.shape.queries, i); }
    const real* key(std::int64_t j) const { return p.key.data() + offset(p.shape.keys, j); }
    const real* value(std::int64_t j) const { return p.value.data() + offset(p.shape.keys, j); }
    std::int64_t row(std::int64_t i) const { return (batch * p.shape.heads + head) * p.shape.queries + i; }

    double dot(const real* x, const real* y) const {
        double sum = 0;
        for (std::int64_t w = 0; w < p.width; ++w) sum += static_cast<double>(x[w]) * static_cast<double>(y[w]);
        return sum;
    }
    double size(const real* x, const real* y) const {
        double sum = 0;
        for (std::int64_t w = 0; w < p.width; ++w)
            sum += std::abs(static_cast<double>(x[w]) * static_cast<double>(y[w]));
        return sum;
    }
    double weight(std::int64_t i, std::int64_t j) const {
        return static_cast<double>(p.weights[row(i) * p.shape.keys + j]);
    }
    double factor(std::int64_t i, std::int64_t j) const {
        if (p.dropout.probability == 0) return 1;
        const auto e = static_cast<std::uint32_t>(row(i) * p.shape.keys + j);
        const std::uint32_t word = philox(p.dropout.seed, {e / 4, 0, p.dropout.site, p.dropout.step})[e % 4];
        return word >= p.dropout.probability * 4294967296.0 ? 1 / (1 - p.dropout.probability) : 0;
    }
    double score_error(std::int64_t i, std::int64_t j) const {
        return kEps * static_cast<double>(p.width + 2) * scale * size(query(i), key(j));
    }
    /// |s - lse|, as log p.
    double distance(std::int64_t i, std::int64_t j) const { return std::abs(std::log(weight(i, j))); }
};

/// A pair of query and key that see each other: p f, ds, and their errors.
struct Pair {
    double dropped_weight, weight_error, score_gradient, score_gradient_error;

    Pair(const Head& head, std::int64_t i, std::int64_t j) {
        const double weight = head.weight(i, j), factor = head.factor(i, j);
        const double through = head.dot(head.slope(i), head.value(j)), mean = head.dot(head.slope(i), head.output(i));
        const double sizes =
            factor * head.size(head.slope(i), head.value(j)) + head.size(head.slope(i), head.output(i));
        dropped_weight = weight * factor;
        weight_error = head.score_error(i, j) + kEps * (head.distance(i, j) + kFunction + 2);
        score_gradient = weight * (factor * through - mean);
        score_gradient_error = weight * (weight_error * (factor * std::abs(through) + std::abs(mean)) +
                                         kEps * static_cast<double>(head.p.width + 3) * sizes);
    }
};

template <class Body>
void for_each_head(const AttentionProblem& p, const Body& body) {
    for (std::int64_t task = 0; task < p.shape.batch * p.shape.heads; ++task)
        body(Head{p, task / p.shape.heads, task % p.shape.heads});
}

void add(std::vector<double>& to, std::int64_t at, double factor, const real* x, std::int64_t width) {
    for (std::int64_t w = 0; w < width; ++w)
        to[static_cast<std::size_t>(at + w)] += factor * std::abs(static_cast<double>(x[w])) + kFlushed;
}

void row_bounds(const AttentionProblem& p, const Head& head, std::int64_t i, ForwardBounds& bounds) {
    const std::int64_t keys = p.shape.keys;
    double score_error = 0, distance = 0;
    for (std::int64_t j = 0; j < keys; ++j) {
        if (head.weight(i, j) == 0) continue;
        score_error = std::max(score_error, head.score_error(i, j));
        distance = std::max(distance, head.distance(i, j));
    }
    const double additions_error = kEps * (static_cast<double>(keys + 2) + kFunction + distance);
    const double whole = std::abs(static_cast<double>(p.logsumexp[head.row(i)]));
    if (std::isfinite(whole))
        bounds.logsumexp[static_cast<std::size_t>(head.row(i))] = score_error + additions_error + kEps * whole;
    const double relative = 2 * (score_error + additions_error) + kEps * (2 * whole + kFunction);
    for (std::int64_t j = 0; std::isfinite(whole) && j < keys; ++j) {
        bounds.weights[static_cast<std::size_t>(head.row(i) * keys + j)] = relative * head.weight(i, j) + kFlushed;
        if (head.weight(i, j) == 0) continue;
        add(bounds.output, head.offset(p.shape.queries, i), relative * head.weight(i, j) * head.factor(i, j),
            head.value(j), p.width);
    }
}

void pair_bounds(const AttentionProblem& p, const Head& head, std::int64_t i, std::int64_t j, BackwardBounds& bounds) {
    if (head.weight(i, j) == 0) return;
    const Pair pair(head, i, j);
    const double slope = head.scale * std::abs(pair.score_gradient), error = head.scale * pair.score_gradient_error;
    const double over_keys = kEps * static_cast<double>(p.shape.keys + 3);
    const double over_queries = kEps * static_cast<double>(p.shape.queries + 3);
    add(bounds.query, head.offset(p.shape.queries, i), error + over_keys * slope, head.key(j), p.width);
    add(bounds.key, head.offset(p.shape.keys, j), error + over_queries * slope, head.query(i), p.width);
    add(bounds.value, head.offset(p.shape.keys, j), pair.dropped_weight * (pair.weight_error + over_queries),
        head.slope(i), p.width);
}

}  // namespace

AttentionProblem::AttentionProblem(Source& source, const ScoreShape& scores, std::int64_t head_width,
                                   const OwnedMask& seen, double probability)
    : shape(scores),
      width(head_width),
      mask(seen),
      dropout{probability, 99, 5, 17},
      query(source.numbers(extent(shape.queries))),
      key(source.numbers(extent(shape.keys))),
      value(source.numbers(extent(shape.keys))),
      output_gradient(source.numbers(extent(shape.queries))),
      output(extent(shape.queries)),
      logsumexp(shape.rows()),
      weights(shape.rows() * shape.keys) {
    const Kernels& reference = *all_tables().back();
    AttentionForward a;
    fill_inputs(a);
    const Numbers workspace(reference.attention_workspace(a));
    a.workspace = workspace.data();
    a.output = target(output.data(), shape.queries, false);
    a.logsumexp = logsumexp.data();
    a.weights = weights.data();
    reference.attention(a);
}

std::int64_t AttentionProblem::extent(std::int64_t times) const {
    if (times == 0) return 0;
    return (shape.batch - 1) * batch_stride(times) + (times - 1) * row_stride() + shape.heads * width;
}

void AttentionProblem::fill_inputs(Attention& a) const {
    a.batch = shape.batch, a.heads = shape.heads, a.queries = shape.queries, a.keys = shape.keys, a.width = width;
    a.query = operand(query, shape.queries);
    a.key = operand(key, shape.keys);
    a.value = operand(value, shape.keys);
    a.scale = static_cast<real>(1 / std::sqrt(static_cast<double>(width)));
    a.mask = mask.view;
    a.dropout = dropout;
}

void AttentionProblem::fill_inputs(AttentionBackward& a) const {
    fill_inputs(static_cast<Attention&>(a));
    a.output = operand(output, shape.queries);
    a.output_gradient = operand(output_gradient, shape.queries);
    a.logsumexp = logsumexp.data();
}

std::string AttentionProblem::str() const {
    return std::to_string(shape.queries) + " queries, " + std::to_string(shape.keys) + " keys, width " +
           std::to_string(width) + (dropout.probability > 0 ? ", dropout, " : ", ") + mask.what;
}

ForwardBounds forward_bounds(const AttentionProblem& p) {
    ForwardBounds bounds{std::vector<double>(static_cast<std::size_t>(p.extent(p.shape.queries))),
                         std::vector<double>(static_cast<std::size_t>(p.shape.rows())),
                         std::vector<double>(static_cast<std::size_t>(p.shape.rows() * p.shape.keys))};
    for_each_head(p, [&](const Head& head) {
        for (std::int64_t i = 0; i < p.shape.queries; ++i) row_bounds(p, head, i, bounds);
    });
    return bounds;
}

BackwardBounds backward_bounds(const AttentionProblem& p) {
    BackwardBounds bounds;
    bounds.query.resize(static_cast<std::size_t>(p.extent(p.shape.queries)));
    bounds.key.resize(static_cast<std::size_t>(p.extent(p.shape.keys)));
    bounds.value = bounds.key;
    for_each_head(p, [&](const Head& head) {
        for (std::int64_t i = 0; i < p.shape.queries; ++i)
            for (std::int64_t j = 0; j < p.shape.keys; ++j) pair_bounds(p, head, i, j, bounds);
    });
    return bounds;
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
