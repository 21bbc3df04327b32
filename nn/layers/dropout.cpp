// nn/layers/dropout.cpp: a place at which a training forgets at random.
#include "nn/layers/dropout.hpp"

namespace vitro::nn::inline VITRO_REAL {

Dropout::Dropout(const Builder& at, double share) : Module(at), probability(share) {}

Variable Dropout::operator()(const Variable& x) const {
    const Scope scope(path);
    return core::dropout(x, probability);
}

}  // namespace vitro::nn::inline VITRO_REAL
