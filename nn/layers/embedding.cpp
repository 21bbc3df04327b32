// nn/layers/embedding.cpp: a vector for each token.
#include "nn/layers/embedding.hpp"

namespace vitro::nn::inline VITRO_REAL {

Embedding::Embedding(const Builder& at, std::int64_t vocabulary, std::int64_t width, const Initializer& init)
    : Module(at), weight(at.parameter("weight", {vocabulary, width}, init)) {}

Embedding::Embedding(const Builder& at, const Embedding& shared) : Module(at), weight(shared.weight) {}

Variable Embedding::operator()(const core::Indices& ids) const {
    const Scope scope(path);
    return core::embedding(weight, ids);
}

}  // namespace vitro::nn::inline VITRO_REAL
