// examples/step/museum/unscaled_scores.cpp: attention without 1 / sqrt(width).
//
// Products of standard normal vectors have variance `width`. Softmax of scores 8 apart is all but a choice of one, and
// where p is 0 or 1 its Jacobian p_i ([i = j] - p_j) is 0.
#include <algorithm>
#include <cmath>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "core/random.hpp"
#include "examples/step/museum/answers.hpp"
#include "examples/step/museum/descent.hpp"
#include "examples/step/museum/room.hpp"

namespace vitro::step::museum {
namespace {

using core::Tensor;
using core::Variable;

constexpr std::int64_t kTime = 16, kNarrow = 4, kWide = 64;

Tensor normal(const core::Shape& shape, const char* name) {
    core::Random random(1, name);
    Tensor x(shape);
    real* numbers = x.write();
    for (std::int64_t i = 0; i < x.size(); ++i) numbers[i] = static_cast<real>(random.normal());
    return x;
}

struct Vectors {
    Variable query, key, value;

    explicit Vectors(std::int64_t width)
        : query(core::parameter(normal({1, kTime, width}, "query"), core::Path() / "query")),
          key(core::parameter(normal({1, kTime, width}, "key"), core::Path() / "key")),
          value(core::parameter(normal({1, kTime, width}, "value"), core::Path() / "value")) {}

    Variable scores(bool scaled) const {
        const Variable products = core::matmul(query, key, {.b = true});
        return scaled ? core::scale(products, 1 / std::sqrt(static_cast<double>(query.value.cols()))) : products;
    }
    Variable attend(bool scaled) const { return core::matmul(core::softmax(scores(scaled)), value); }
};

double median_size(const Tensor& x) {
    std::vector<double> sizes;
    for (const real number : x.span()) sizes.push_back(std::abs(static_cast<double>(number)));
    std::ranges::nth_element(sizes, sizes.begin() + x.size() / 2);
    return sizes[sizes.size() / 2];
}

/// Mean over the rows.
double entropy(const Tensor& weights) {
    double sum = 0;
    for (const real p : weights.span())
        if (p > 0) sum -= static_cast<double>(p) * std::log(static_cast<double>(p));
    return sum / static_cast<double>(weights.rows());
}

struct Measures {
    double entropy, gradient;
};

/// Of the softmax alone: what it makes of scores, and what reaches a score of standard normal gradients behind it.
Measures measured(std::int64_t width, bool scaled) {
    const Variable scores = core::parameter(Vectors(width).scores(scaled).value);
    const Variable weights = core::softmax(scores);
    const Tensor upstream = normal(weights.shape(), "upstream");
    core::backward(core::sum(weights * upstream));
    return {entropy(weights.value), median_size(scores.grad())};
}

Answer against_attention(std::int64_t width, bool scaled) {
    const Vectors vectors(width);
    const Variable fused = core::attention(vectors.query, vectors.key, vectors.value, {.heads = 1});
    return by_comparison(distance(vectors.attend(scaled).value, fused.value));
}

trace::Recording recorded(bool scaled) {
    const Vectors vectors(kWide);
    const Tensor upstream = normal({1, kTime, kWide}, "output gradient");
    return record_pass(scaled ? "Scaled scores, width 64" : "Scores that are not scaled, width 64",
                       {vectors.query, vectors.key, vectors.value},
                       [&] { return core::sum(vectors.attend(scaled) * upstream); });
}

Shown run_both() {
    const Measures narrow = measured(kNarrow, false), wide = measured(kWide, false);
    const Measures scaled_narrow = measured(kNarrow, true), scaled_wide = measured(kWide, true);
    trace::Recording wrong = recorded(false);
    Shown shown;
    shown.figures = {{"entropy of the weights at width 4, 64; even: 2.77",
                      {narrow.entropy, wide.entropy},
                      {scaled_narrow.entropy, scaled_wide.entropy}},
                     {"size of a score's gradient at width 4, 64; median",
                      {narrow.gradient, wide.gradient},
                      {scaled_narrow.gradient, scaled_wide.gradient}}};
    shown.verdicts = {
        verdict("comparison with the attention op", against_attention(kWide, false), against_attention(kWide, true)),
        verdict("finite difference", by_difference(wrong), by_difference(recorded(true)))};
    shown.recording = std::move(wrong);
    return shown;
}

}  // namespace

const Room kUnscaledScores{
    {.name = "unscaled-scores",
     .title = "Attention scores that are not scaled",
     .symptom = "A wide model learns slowly: each word attends to a single other one from the start.",
     .question = "Queries and keys are as large as before, one by one. What grows with the width?",
     .explanation =
         "A score is a sum of width products; with independent numbers of variance 1 its variance is the width, its "
         "typical size the root of that. Softmax of large scores picks one, and hardly any gradient comes back to the "
         "others. Divided by the root of the width, scores have variance 1 at any width, and entropy and gradient "
         "stay where they were. The gradients are right for what is computed, so a gradient check passes.",
     .caught_by = "comparison with the attention op"},
    run_both};

}  // namespace vitro::step::museum
