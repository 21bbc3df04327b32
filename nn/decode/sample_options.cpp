// nn/decode/sample_options.cpp: what the options of sampling may be.
#include "nn/decode/sample_options.hpp"

#include <cmath>
#include <fmt/format.h>

#include "core/error.hpp"

namespace vitro::nn {

void SampleOptions::validate() const {
    if (!(temperature >= 0) || std::isinf(temperature))
        throw core::Error(fmt::format(
            "[sample] a temperature of {}: valid are 0 (always the likeliest token) and up, but not infinity",
            temperature));
    if (top_k < 0)
        throw core::Error(fmt::format("[sample] the {} likeliest tokens: valid are 1 and up, or 0 for all", top_k));
    if (!(top_p > 0 && top_p <= 1))
        throw core::Error(fmt::format("[sample] a top-p of {}: valid are above 0, up to 1 for all", top_p));
}

}  // namespace vitro::nn
