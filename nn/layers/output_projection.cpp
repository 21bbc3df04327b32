// nn/layers/output_projection.cpp: from vectors to a score for each token of the vocabulary.
#include "nn/layers/output_projection.hpp"

namespace vitro::nn::inline VITRO_REAL {
namespace {

Variable make_bias(const Builder& at, std::int64_t vocabulary, const Initializer& init) {
    return init ? at.parameter("bias", {vocabulary}, init) : Variable();
}

}  // namespace

OutputProjection::OutputProjection(const Builder& at, std::int64_t d_model, std::int64_t vocabulary,
                                   const LinearInit& init)
    : Module(at),
      weight(at.parameter("weight", {d_model, vocabulary}, init.weight)),
      bias(make_bias(at, vocabulary, init.bias)),
      tied(false) {}

OutputProjection::OutputProjection(const Builder& at, const Embedding& embedding, bool with_bias)
    : Module(at),
      weight(embedding.weight),
      bias(make_bias(at, weight.shape()[0], with_bias ? init::zeros() : nullptr)),
      tied(true) {}

Variable OutputProjection::operator()(const Variable& x) const {
    const Scope scope(path);
    const bool biased = !bias.value.empty();
    if (!tied) return biased ? core::linear(x, weight, bias) : core::linear(x, weight);
    const Variable scores = core::matmul(x, weight, {.b = true});
    return biased ? scores + bias : scores;
}

}  // namespace vitro::nn::inline VITRO_REAL
