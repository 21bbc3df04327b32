// bench/peers/row_ops.cpp: each operation with its operands in place.
#include "bench/peers/row_ops.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vitro::bench::peers {
namespace {

using kernels::Kernels;
using kernels::Unary;

enum Operand { kX, kGradient, kGain, kBias, kWhole, kLossGradient, kFirstMoment = kGain, kSecondMoment = kBias };

constexpr float kEpsilon = 1e-5F;
constexpr std::int32_t kIgnored = -1;
constexpr int kStep = 10;

Numbers matrix(const RowProblem& p, Operand which) {
    return operand_numbers(p.size(), which);
}

struct Part {
    Numbers numbers;
    std::int64_t count = 0;
};

/// What a Run tells as its result.
std::function<std::vector<float>()> joined(std::vector<Part> parts) {
    return [parts = std::move(parts)] {
        std::vector<float> all;
        for (const auto& [numbers, count] : parts) all.insert(all.end(), numbers.get(), numbers.get() + count);
        return all;
    };
}

Run softmax(const Kernels& table, const RowProblem& p) {
    const Numbers x = matrix(p, kX), y = make_numbers(p.size());
    return {[=, &table] { table.softmax(y.get(), x.get(), p.rows, p.cols, {}); }, joined({{y, p.size()}})};
}

Run softmax_backward(const Kernels& table, const RowProblem& p) {
    const Numbers x = matrix(p, kX), dy = matrix(p, kGradient), y = make_numbers(p.size()), dx = make_numbers(p.size());
    table.softmax(y.get(), x.get(), p.rows, p.cols, {});
    return {[=, &table] { table.softmax_backward(dx.get(), false, dy.get(), y.get(), p.rows, p.cols); },
            joined({{dx, p.size()}})};
}

struct LayerNorm {
    explicit LayerNorm(const RowProblem& problem)
        : p(problem),
          x(matrix(p, kX)),
          gain(operand_numbers(p.cols, kGain)),
          bias(operand_numbers(p.cols, kBias)),
          y(make_numbers(p.size())),
          mean(make_numbers(p.rows)),
          rstd(make_numbers(p.rows)) {}
    void forward(const Kernels& table) const {
        table.layer_norm(y.get(), mean.get(), rstd.get(), x.get(), gain.get(), bias.get(), p.rows, p.cols, kEpsilon);
    }
    RowProblem p;
    Numbers x, gain, bias, y, mean, rstd;
};

Run layer_norm(const Kernels& table, const RowProblem& p) {
    const LayerNorm own(p);
    return {[own, &table] { own.forward(table); }, joined({{own.y, p.size()}, {own.mean, p.rows}, {own.rstd, p.rows}})};
}

Run layer_norm_backward(const Kernels& table, const RowProblem& p) {
    const LayerNorm own(p);
    own.forward(table);
    const Numbers dy = matrix(p, kGradient), dx = make_numbers(p.size()), dgain = make_numbers(p.cols),
                  dbias = make_numbers(p.cols);
    const auto call = [=, &table] {
        table.layer_norm_backward(dx.get(), false, dy.get(), own.x.get(), own.gain.get(), own.mean.get(),
                                  own.rstd.get(), p.rows, p.cols);
        table.layer_norm_backward_parameters(dgain.get(), false, dbias.get(), false, dy.get(), own.x.get(),
                                             own.mean.get(), own.rstd.get(), p.rows, p.cols);
    };
    return {call, joined({{dx, p.size()}, {dgain, p.cols}, {dbias, p.cols}})};
}

Run gelu(const Kernels& table, const RowProblem& p) {
    const Numbers x = matrix(p, kX), y = make_numbers(p.size());
    return {[=, &table] { table.unary(Unary::gelu_erf, y.get(), x.get(), p.size()); }, joined({{y, p.size()}})};
}

Run gelu_backward(const Kernels& table, const RowProblem& p) {
    const Numbers x = matrix(p, kX), dy = matrix(p, kGradient), dx = make_numbers(p.size());
    return {[=, &table] { table.unary_backward(Unary::gelu_erf, dx.get(), false, dy.get(), x.get(), p.size()); },
            joined({{dx, p.size()}})};
}

struct CrossEntropy {
    explicit CrossEntropy(const RowProblem& problem)
        : p(problem),
          logits(matrix(p, kX)),
          loss(make_numbers(p.rows)),
          logsumexp(make_numbers(p.rows)),
          targets(operand_whole_numbers(p.rows, kWhole, p.cols)) {}
    void forward(const Kernels& table) const {
        table.cross_entropy(loss.get(), logsumexp.get(), logits.get(), targets.get(), p.rows, p.cols, 0, kIgnored);
    }
    RowProblem p;
    Numbers logits, loss, logsumexp;
    WholeNumbers targets;
};

Run cross_entropy(const Kernels& table, const RowProblem& p) {
    const CrossEntropy own(p);
    return {[own, &table] { own.forward(table); }, joined({{own.loss, p.rows}})};
}

Run cross_entropy_backward(const Kernels& table, const RowProblem& p) {
    const CrossEntropy own(p);
    own.forward(table);
    const Numbers upstream = operand_numbers(p.rows, kLossGradient), dx = make_numbers(p.size());
    const auto call = [=, &table] {
        table.cross_entropy_backward(dx.get(), false, upstream.get(), 1, own.logits.get(), own.logsumexp.get(),
                                     own.targets.get(), p.rows, p.cols, 0, kIgnored);
    };
    return {call, joined({{dx, p.size()}})};
}

Run adam(const Kernels& table, const RowProblem& p) {
    const Numbers w = matrix(p, kX), gradient = matrix(p, kGradient), m = matrix(p, kFirstMoment),
                  v = matrix(p, kSecondMoment);
    for (std::int64_t i = 0; i < p.size(); ++i) v[i] += 1.5F;  // a mean of squares: above 0
    kernels::AdamStep step{.learning_rate = 0.1};
    step.correction1 = 1 - std::pow(step.beta1, kStep), step.correction2 = 1 - std::pow(step.beta2, kStep);
    return {[=, &table] { table.adam(w.get(), m.get(), v.get(), gradient.get(), p.size(), step); },
            joined({{w, p.size()}, {m, p.size()}, {v, p.size()}})};
}

/// As core/ops/embedding.cpp does.
void sort_by_id(std::int32_t* order, const std::int32_t* id, std::int64_t count) {
    std::iota(order, order + count, 0);
    std::sort(order, order + count,
              [id](std::int32_t a, std::int32_t b) { return id[a] != id[b] ? id[a] < id[b] : a < b; });
}

Run embedding_backward(const Kernels& table, const RowProblem& p) {
    const std::int64_t vocabulary = (p.rows + 1) / 2, size = vocabulary * p.cols;
    const Numbers dy = matrix(p, kGradient), dtable = make_numbers(size);
    const WholeNumbers ids = operand_whole_numbers(p.rows, kWhole, vocabulary),
                       order = operand_whole_numbers(p.rows, kWhole, vocabulary);
    const auto call = [=, &table] {
        table.fill(dtable.get(), 0, size);
        sort_by_id(order.get(), ids.get(), p.rows);
        table.scatter_add_rows(dtable.get(), dy.get(), ids.get(), order.get(), p.rows, p.cols);
    };
    return {call, joined({{dtable, size}})};
}

using Make = Run (*)(const Kernels&, const RowProblem&);
/// In the order of RowOp.
constexpr Make kMakers[] = {softmax,       softmax_backward,       layer_norm, layer_norm_backward, gelu, gelu_backward,
                            cross_entropy, cross_entropy_backward, adam,       embedding_backward};
static_assert(std::size(kMakers) == std::size(kRowOpNames));

}  // namespace

Run row_run(const Kernels& table, const RowProblem& problem) {
    return kMakers[static_cast<int>(problem.op)](table, problem);
}

}  // namespace vitro::bench::peers
