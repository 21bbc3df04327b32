// nn/train/run/signature.hpp: a training in sixteen hexadecimal digits, to compare runs, machines and thread counts by.
#pragma once

#include <string>

#include "nn/module.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// "3f9d70a4-c0ffee42": the bits of the last loss, rounded to float, and a CRC-32 of all weights in their order.
std::string signature(double loss, const Parameters& parameters);

}  // namespace vitro::nn::inline VITRO_REAL
