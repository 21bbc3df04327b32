// core/ops/list.cpp: all ops in order. What is not in this list does not exist: the tests walk it.
#include "core/ops/list.hpp"

#include <algorithm>

namespace vitro::core::inline VITRO_REAL {
namespace {

constexpr const Op* kOps[] = {
    &kAdd,     &kSub,        &kMul,       &kDiv,       &kNeg,      &kExp,       &kLog,    &kSqrt,         &kTanh,
    &kSigmoid, &kRelu,       &kErf,       &kGelu,      &kGeluTanh, &kSilu,      &kScale,  &kSum,          &kMean,
    &kMax,     &kReshape,    &kPermute,   &kSlice,     &kConcat,   &kDetach,    &kMask,   &kMatmul,       &kLinear,
    &kSoftmax, &kLogSoftmax, &kLayerNorm, &kEmbedding, &kDropout,  &kAttention, &kRotary, &kCrossEntropy,
};

}  // namespace

std::span<const Op* const> all_ops() {
    return kOps;
}

const Op* find_op(std::string_view name) {
    const auto found = std::find_if(std::begin(kOps), std::end(kOps), [&](const Op* op) { return op->name == name; });
    return found == std::end(kOps) ? nullptr : *found;
}

}  // namespace vitro::core::inline VITRO_REAL
