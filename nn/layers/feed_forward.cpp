// nn/layers/feed_forward.cpp: the part of a layer that looks at each position by itself.
#include "nn/layers/feed_forward.hpp"

namespace vitro::nn::inline VITRO_REAL {

FeedForward::FeedForward(const Builder& at, std::int64_t d_model, std::int64_t d_ff, Activation function,
                         double hidden_dropout, const LayerVariant& variant)
    : Module(at),
      linear1(at / "linear1", d_model, d_ff, variant.linear(variant.weights.hidden)),
      linear2(at / "linear2", d_ff, d_model, variant.linear(variant.weights.residual)),
      dropout(at / "dropout", hidden_dropout),
      activation(function) {}

Variable FeedForward::operator()(const Variable& x) const {
    const Scope scope(path);
    return linear2(dropout(linear1(x, activation)));
}

}  // namespace vitro::nn::inline VITRO_REAL
