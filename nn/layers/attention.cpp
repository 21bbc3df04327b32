// nn/layers/attention.cpp: multi-head attention (Vaswani et al. 2017).
#include "nn/layers/attention.hpp"

namespace vitro::nn::inline VITRO_REAL {

MultiHeadAttention::MultiHeadAttention(const Builder& at, std::int64_t d_model, std::int64_t head_count,
                                       double weight_dropout)
    : Module(at),
      query(at / "query", d_model, d_model),
      key(at / "key", d_model, d_model),
      value(at / "value", d_model, d_model),
      output(at / "output", d_model, d_model),
      num_heads(head_count),
      dropout(weight_dropout) {}

Variable MultiHeadAttention::operator()(const Variable& x, const Variable& memory, const core::Mask& mask,
                                        Tensor* weights) const {
    const Scope scope(path);
    const Variable mixed = core::attention(query(x), key(memory), value(memory),
                                           {.heads = num_heads, .mask = mask, .dropout = dropout, .weights = weights});
    return output(mixed);
}

}  // namespace vitro::nn::inline VITRO_REAL
