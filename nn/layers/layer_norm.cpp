// nn/layers/layer_norm.cpp: each vector brought to mean 0 and variance 1, then stretched and shifted as learned.
#include "nn/layers/layer_norm.hpp"

namespace vitro::nn::inline VITRO_REAL {

LayerNorm::LayerNorm(const Builder& at, std::int64_t width, double inside_root, bool with_bias)
    : Module(at),
      gain(at.parameter("gain", {width}, init::ones())),
      bias(with_bias ? at.parameter("bias", {width}, init::zeros()) : Variable(Tensor::zeros({width}))),
      epsilon(inside_root) {}

Variable LayerNorm::operator()(const Variable& x) const {
    const Scope scope(path);
    return core::layer_norm(x, gain, bias, epsilon);
}

}  // namespace vitro::nn::inline VITRO_REAL
