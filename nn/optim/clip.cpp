// nn/optim/clip.cpp: the length of the gradient.
#include "nn/optim/clip.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/error.hpp"
#include "core/update.hpp"

namespace vitro::nn::inline VITRO_REAL {

Clipped clip_by_global_norm(const Parameters& parameters, double max_norm, double share) {
    if (!(max_norm >= 0)) throw core::Error(fmt::format("[clip] a norm of {}: valid are 0 (none) and up", max_norm));
    double squares = 0;
    for (const Variable& parameter : parameters)
        if (!parameter.grad().empty()) squares += core::sum_of_squares(parameter.grad());
    const double norm = share * std::sqrt(squares);
    return {norm, share * (max_norm > 0 ? std::min(1.0, max_norm / (norm + 1e-6)) : 1.0)};
}

}  // namespace vitro::nn::inline VITRO_REAL
