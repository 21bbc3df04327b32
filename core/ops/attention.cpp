// core/ops/attention.cpp: scaled dot-product attention (Vaswani et al. 2017) for all heads at once.
//
//   S = scale Q K^T,  P = softmax(S over what may be attended to),  O = dropout(P) V          scale = 1 / sqrt(width)
//   dV = dropout(P)^T dO,  dP = dropout'(dO V^T),  dS = P * (dP - rowsum(dP * P)),  dQ = scale dS K,  dK = scale dS^T Q
//
// Heads lie side by side in the last axis, and the kernel reads them there: no permute is recorded or paid for. Only
// the logarithm of each row's sum is kept; backward recomputes P = exp(S - logsumexp) (Dao et al. 2022). Since sum_j
// dS_ij = 0, a bias on the keys has a gradient of 0: its contributions cancel, and what is left of them is rounding.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <string_view>

#include "core/backward.hpp"
#include "core/context.hpp"
#include "core/ops.hpp"
#include "core/ops/layouts.hpp"
#include "core/ops/list.hpp"
#include "core/ops/softmax_parts.hpp"
#include "core/record.hpp"
#include "core/runtime.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace {

struct Settings {
    std::int64_t heads;
    Mask mask;
    kernels::DropoutKey dropout;
    Indices entries = {};
};

struct Sizes {
    std::int64_t batch, queries, keys, d_model;
    Shape scores(std::int64_t heads) const { return {batch, heads, queries, keys}; }
};

Sizes sizes_of(const Tensor& query, const Tensor& key) {
    return {query.shape()[0], query.shape()[1], key.shape()[1], query.shape()[2]};
}

double scale_of(const Sizes& sizes, std::int64_t heads) {
    return 1 / std::sqrt(static_cast<double>(sizes.d_model) / static_cast<double>(heads));
}

kernels::AttentionOperand operand(const Tensor& x) {
    return {x.data(), x.shape()[1] * x.shape()[2], x.shape()[2]};
}
kernels::AttentionTarget target(real* data, const Shape& shape, bool accumulate = false) {
    return {data, shape[1] * shape[2], shape[2], accumulate};
}

/// The part of a problem that forward and backward share.
void describe(kernels::Attention& problem, const Tensor& query, const Tensor& key, const Tensor& value,
              const Settings& settings) {
    const Sizes sizes = sizes_of(query, key);
    problem.batch = sizes.batch;
    problem.heads = settings.heads;
    problem.queries = sizes.queries;
    problem.keys = sizes.keys;
    problem.width = sizes.d_model / settings.heads;
    problem.query = operand(query);
    problem.key = operand(key);
    problem.value = operand(value);
    problem.entries = settings.entries.empty() ? nullptr : settings.entries.data();
    problem.scale = static_cast<real>(scale_of(sizes, settings.heads));
    problem.mask = mask_view("attention", settings.mask, sizes.scores(settings.heads));
    problem.dropout = settings.dropout;
}

Tensor workspace_for(kernels::Attention& problem) {
    Tensor workspace(Shape{runtime::kernels().attention_workspace(problem)});
    problem.workspace = workspace.write();
    return workspace;
}

void check_entries(const Variable& query, const Variable& key, const Variable& value, const Indices& entries) {
    const auto refuse = [&](const std::string& what) {
        fail(kAttention, {query.shape(), key.shape(), value.shape()}, what);
    };
    const std::int64_t batch = query.shape()[0], there = key.shape()[0];
    if (entries.shape() != Shape{batch})
        refuse(fmt::format("entries of shape {} for a batch of {}", entries.shape().str(), batch));
    for (std::int64_t b = 0; b < batch; ++b)
        if (const std::int32_t entry = entries.data()[b]; entry < 0 || entry >= there)
            refuse(fmt::format("there is no entry {}: valid are 0 to {}", entry, there - 1));
    if (context().recording && (query.requires_grad() || key.requires_grad() || value.requires_grad()))
        refuse("entries have no gradient: use them within NoGrad");
}

void check(const Variable& query, const Variable& key, const Variable& value, std::int64_t heads, double dropout,
           const Indices& entries) {
    const Shape &q = query.shape(), &k = key.shape(), &v = value.shape();
    const auto refuse = [&](const std::string& what) { fail(kAttention, {q, k, v}, what); };
    if (q.rank() != 3 || k.rank() != 3 || v.rank() != 3)
        refuse("query, key and value must be (batch, time, heads * width)");
    if (k[0] != v[0] || (entries.empty() && q[0] != k[0])) refuse("batch sizes differ");
    if (!entries.empty()) check_entries(query, key, value, entries);
    if (k[1] != v[1]) refuse(fmt::format("{} keys but {} values", k[1], v[1]));
    if (q[2] != k[2] || q[2] != v[2]) refuse("the last axes differ");
    if (heads < 1 || q[2] < 1 || q[2] % heads != 0)
        refuse(fmt::format("{} heads do not divide a width of {}", heads, q[2]));
    if (!(dropout >= 0 && dropout < 1)) refuse(fmt::format("a dropout of {}: valid are 0 up to but not 1", dropout));
}

Variable attend(const Variable& query, const Variable& key, const Variable& value, const Settings& settings,
                Tensor* weights) {
    check(query, key, value, settings.heads, settings.dropout.probability, settings.entries);
    // What the scores' gradient needs, and the value's does not.
    const bool scores_wanted = query.requires_grad() || key.requires_grad();
    const Sizes sizes = sizes_of(query.value, key.value);
    Tensor output(query.shape()), logsumexp(Shape{sizes.batch, settings.heads, sizes.queries});
    kernels::AttentionForward problem;
    describe(problem, query.value, key.value, value.value, settings);
    problem.output = target(output.write(), output.shape());
    problem.logsumexp = logsumexp.write();
    if (weights) {
        *weights = Tensor(sizes.scores(settings.heads));
        problem.weights = weights->write();
    }
    const Tensor workspace = workspace_for(problem);
    runtime::kernels().attention(problem);
    if (!settings.entries.empty())
        return record(kAttention, {query, key, value}, output,
                      {.attributes = {{"heads", settings.heads},
                                      {"mask", settings.mask},
                                      {"dropout", settings.dropout},
                                      {"entries", settings.entries}}});
    return record(kAttention, {query, key, value}, output,
                  {.attributes = {{"heads", settings.heads}, {"mask", settings.mask}, {"dropout", settings.dropout}},
                   .saved = {{"query", query.value},
                             {"key", key.value},
                             {"value", scores_wanted ? value.value : Tensor()},
                             {"output", scores_wanted ? output : Tensor()},
                             {"logsumexp", logsumexp}}});
}

Settings settings_of(Attributes attributes) {
    const bool has_entries = std::any_of(attributes.begin(), attributes.end(),
                                         [](const Attribute& a) { return std::string_view(a.name) == "entries"; });
    return {get_attribute<std::int64_t>(attributes, "heads"), get_attribute<Mask>(attributes, "mask"),
            get_attribute<kernels::DropoutKey>(attributes, "dropout"),
            has_entries ? get_attribute<Indices>(attributes, "entries") : Indices()};
}

void backward(const Node& node, Gradients& out) {
    const Tensor query = node.saved("query"), key = node.saved("key"), logsumexp = node.saved("logsumexp");
    // Both count for the gradients of query and key only. Where nobody wants those, others of their shapes stand in.
    const bool scores_wanted = out.wanted(0) || out.wanted(1);
    const Tensor value = scores_wanted ? node.saved("value") : key;
    const Tensor output = scores_wanted ? node.saved("output") : node.grad;
    const Settings settings = settings_of(node.attributes);
    kernels::AttentionBackward problem;
    describe(problem, query, key, value, settings);
    problem.output = operand(output);
    problem.output_gradient = operand(node.grad);
    problem.logsumexp = logsumexp.data();
    const auto slot_target = [&](int input, const Shape& shape) {
        const Slot slot = out.slot(input);
        return target(slot.data, shape, slot.accumulate);
    };
    problem.query_gradient = slot_target(0, query.shape());
    problem.key_gradient = slot_target(1, key.shape());
    problem.value_gradient = slot_target(2, value.shape());
    const Tensor workspace = workspace_for(problem);
    runtime::kernels().attention_backward(problem);
}

Variable replay(Inputs inputs, Attributes attributes) {
    return attend(inputs[0], inputs[1], inputs[2], settings_of(attributes), nullptr);
}

/// [batch, time, heads * width] -> [batch, heads, time, width]
Variable split_heads(const Variable& x, std::int64_t heads) {
    const Shape& shape = x.shape();
    return permute(reshape(x, {shape[0], shape[1], heads, shape[2] / heads}), {0, 2, 1, 3});
}

/// The entries of x that are attended to.
Variable pick(const Variable& x, const Indices& entries) {
    if (entries.empty()) return x;
    const Shape& shape = x.shape();
    const Variable picked = embedding(reshape(x, {shape[0], shape[1] * shape[2]}), entries);
    return reshape(picked, {entries.size(), shape[1], shape[2]});
}

Variable expand(Inputs inputs, Attributes attributes) {
    const Settings settings = settings_of(attributes);
    check(inputs[0], inputs[1], inputs[2], settings.heads, settings.dropout.probability, settings.entries);
    const Sizes sizes = sizes_of(inputs[0].value, inputs[1].value);
    const Variable query = split_heads(inputs[0], settings.heads);
    const Variable key = split_heads(pick(inputs[1], settings.entries), settings.heads);
    const Variable scores = scale(matmul(query, key, {.b = true}), scale_of(sizes, settings.heads));
    Variable weights = softmax_from_parts(scores, settings.mask);
    if (settings.dropout.probability > 0) weights = dropout(weights, settings.dropout);
    const Variable heads = matmul(weights, split_heads(pick(inputs[2], settings.entries), settings.heads));
    return reshape(permute(heads, {0, 2, 1, 3}), inputs[0].shape());
}

Cost cost(Inputs inputs, const Tensor& y, Attributes attributes) {
    const Sizes sizes = sizes_of(inputs[0].value, inputs[1].value);
    const std::int64_t scores = sizes.scores(settings_of(attributes).heads).size();
    const std::int64_t elements = y.size() + inputs[0].value.size() + inputs[1].value.size() + inputs[2].value.size();
    return {4 * sizes.batch * sizes.queries * sizes.keys * sizes.d_model + 5 * scores,
            elements * static_cast<std::int64_t>(sizeof(real))};
}

}  // namespace

constinit const Op kAttention{
    .name = "attention",
    .inputs = "query key value",
    .formula = "O = dropout(P) V, P = softmax(Q K^T / sqrt(width)), per head",
    .vjp =
        "dV = P^T dO, dP = dO V^T, dS = P * (dP - rowsum(dP * P)), dQ = dS K / sqrt(width), dK = dS^T Q / sqrt(width)",
    .forward = replay,
    .backward = backward,
    .expand = expand,
    .cost = cost};

Variable attention(const Variable& query, const Variable& key, const Variable& value, const AttentionOptions& options) {
    // outside of Training the rest does not see its dropout
    check(query, key, value, options.heads, options.dropout, options.entries);
    const Settings settings{options.heads, options.mask, dropout_here(options.dropout), options.entries};
    return attend(query, key, value, settings, options.weights);
}

}  // namespace vitro::core::inline VITRO_REAL
