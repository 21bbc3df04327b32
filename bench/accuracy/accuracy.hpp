// bench/accuracy/accuracy.hpp: the functions that kernels are made of, held against double precision.
//
// An error is counted in units in the last place (ulp): the distance between two neighbouring floats where the exact
// value lies. A correctly rounded function errs by 0.5 at most; 1 means one of the two floats beside the exact value.
// Values below the smallest normal float are left out, since kernels flush them to zero.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>

#include "kernels/kernels.hpp"

namespace vitro::bench {

struct Function {
    const char* name;
    kernels::Unary op;
    double (*exact)(double);
    double bound;  ///< in ulp; no table may err by more
};

/// What softmax, cross-entropy, attention and the activations call. `bound` is the worst that every 1009th float shows
/// on any table (exp 1.07 without fused multiply-adds, log 0.76, tanh 1.30, erf 2.35), and room for the floats between.
inline constexpr std::array kFunctions{
    Function{"exp", kernels::Unary::exp, [](double x) { return std::exp(x); }, 1.25},
    Function{"log", kernels::Unary::log, [](double x) { return std::log(x); }, 1.0},
    Function{"tanh", kernels::Unary::tanh, [](double x) { return std::tanh(x); }, 1.5},
    Function{"erf", kernels::Unary::erf, [](double x) { return std::erf(x); }, 2.5},
};

struct Accuracy {
    double worst = 0;  ///< in ulp
    float at = 0;      ///< the argument where
    double mean = 0;
    std::int64_t count = 0;  ///< of arguments
};

/// Over every `step`th of the floats of either sign, by their bits.
Accuracy accuracy_of(const kernels::Kernels& table, const Function& function, std::uint32_t step);

/// Prime, so that all exponents and all low bits are met: 4.2 million floats.
inline constexpr std::uint32_t kStep = 1009;

}  // namespace vitro::bench
