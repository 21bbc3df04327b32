// nn/layers/linear.cpp: an affine map of the last axis.
#include "nn/layers/linear.hpp"

namespace vitro::nn::inline VITRO_REAL {

Linear::Linear(const Builder& at, std::int64_t in, std::int64_t out, const LinearInit& init)
    : Module(at),
      weight(at.parameter("weight", {in, out}, init.weight)),
      bias(init.bias ? at.parameter("bias", {out}, init.bias) : Variable()) {}

Variable Linear::operator()(const Variable& x, Activation activation) const {
    const Scope scope(path);
    if (bias.value.empty()) return core::linear(x, weight, activation);
    return core::linear(x, weight, bias, activation);
}

}  // namespace vitro::nn::inline VITRO_REAL
