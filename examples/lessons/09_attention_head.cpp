// examples/lessons/09_attention_head.cpp: one attention head, by hand: queries, keys, values.
//
//   similarity  s_ij = q_i . k_j / sqrt(width)      how much position i asks for what position j offers
//   weights     w_ij = softmax over j of s_ij       non-negative, each row sums to 1
//   output      o_i  = sum_j w_ij v_j               a weighted sum of VALUES; keys only decide the weights
//
// Four tokens, width 2. The key says what a token can be found by, the value what it hands over.
#include <cmath>
#include <fmt/core.h>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "examples/lessons/show.hpp"

using namespace vitro::core;
using lessons::show;

namespace {

Variable attend(const Variable& query, const Variable& key, const Variable& value) {
    const Variable similarity = scale(matmul(query, key, {.b = true}), 1 / std::sqrt(2.0));
    return matmul(softmax(similarity), value);
}

}  // namespace

int main() {
    fmt::print("tokens: the  small  dog  barks\n\n");
    const Variable query = parameter(Tensor::from({4, 2}, {0, 1, 0, 4, 1, 0, 4, 0}));
    const Variable key = parameter(Tensor::from({4, 2}, {0, 0, 1, 0, 2, 2, 0, 1}));
    const Variable value = parameter(Tensor::from({4, 2}, {0, 0, -1, 1, 5, 2, 3, -3}));

    const Variable similarity = scale(matmul(query, key, {.b = true}), 1 / std::sqrt(2.0));
    const Variable weights = softmax(similarity);
    const Variable output = matmul(weights, value);
    show("similarities q k / sqrt 2", similarity, 2);
    show("weights, each row sums to 1", weights, 3);
    show("values", value, 1);
    show("outputs: weighted values", output, 3);
    fmt::print("'barks' asks for its subject: {:.0f} % of what it gets is the value of 'dog'\n\n",
               100 * weights.value.at({3, 2}));

    // The one fused op computes the same.
    const auto batched = [](const Variable& x) { return reshape(x, {1, 4, 2}); };
    const Variable fused = attention(batched(query), batched(key), batched(value), {.heads = 1});
    show("the fused op", fused, 3);

    // When the value is the key itself, a token can only hand over what it is found by.
    show("with values = keys", attend(query, key, key), 3);
    fmt::print("no output leaves the convex hull of the keys: (5, 2) of 'dog' cannot be said any more\n\n");

    // Who gets a gradient when only the output of 'barks' matters?
    backward(sum(slice(fused, 1, 3, 1)));
    show("dL/dvalue: its weights", value.grad(), 3);
    show("dL/dquery: only of 'barks'", query.grad(), 3);
    show("dL/dkey", key.grad(), 3);
}
