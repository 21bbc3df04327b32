// nn/layers/output_projection.cpp: from vectors to a score for each token of the vocabulary.
#include "nn/layers/output_projection.hpp"

namespace vitro::nn::inline VITRO_REAL {

OutputProjection::OutputProjection(const Builder& at, std::int64_t d_model, std::int64_t vocabulary)
    : Module(at),
      weight(at.parameter("weight", {d_model, vocabulary}, init::xavier_uniform())),
      bias(at.parameter("bias", {vocabulary}, init::zeros())),
      tied(false) {}

OutputProjection::OutputProjection(const Builder& at, const Embedding& embedding)
    : Module(at),
      weight(embedding.weight),
      bias(at.parameter("bias", {weight.shape()[0]}, init::zeros())),
      tied(true) {}

Variable OutputProjection::operator()(const Variable& x) const {
    const Scope scope(path);
    if (tied) return core::matmul(x, weight, {.b = true}) + bias;
    return core::linear(x, weight, bias);
}

}  // namespace vitro::nn::inline VITRO_REAL
