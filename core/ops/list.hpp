// core/ops/list.hpp: the ops as data. Each is defined beside its computation; list.cpp puts them in order.
#pragma once

#include "core/op.hpp"

namespace vitro::core::inline VITRO_REAL {

// elementwise.cpp
extern const Op kAdd, kSub, kMul, kDiv, kNeg, kExp, kLog, kSqrt, kTanh, kSigmoid, kRelu, kErf, kGelu, kGeluTanh, kSilu;
// scale.cpp
extern const Op kScale;
// reduce.cpp
extern const Op kSum, kMean, kMax;
// shape_ops.cpp
extern const Op kReshape, kPermute, kSlice, kConcat, kDetach;
// mask.cpp
extern const Op kMask;
extern const Op kMatmul;
extern const Op kLinear;
extern const Op kSoftmax, kLogSoftmax;
extern const Op kLayerNorm;
extern const Op kEmbedding;
extern const Op kDropout;
extern const Op kAttention;
extern const Op kRotary;
extern const Op kCrossEntropy;

}  // namespace vitro::core::inline VITRO_REAL
