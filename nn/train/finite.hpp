// nn/train/finite.hpp: where did the first NaN or infinity come from?
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/ops.hpp"
#include "nn/module.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// Computes the loss once more, watching every op, and then its gradients; says in one sentence which parameter,
/// forward op or backward op is the first whose numbers are not finite although those it read are. Random choices are
/// counter based, so within the same Training the second computation is the first one again. Empty when all is finite.
/// `last_update` is what a parameter is blamed on: "the update of step 7".
std::string explain_non_finite(const Parameters& parameters, const std::function<core::Loss()>& loss,
                               std::string_view last_update);

/// The same for what has no gradients, such as a validation: parameters and forward ops of whatever `compute` computes.
std::string explain_non_finite_forward(const Parameters& parameters, const std::function<void()>& compute,
                                       std::string_view last_update);

/// The first part of that: a parameter with a number that is not finite, and what is blamed. Empty when there is none.
std::string non_finite_parameter(const Parameters& parameters, std::string_view last_update);

}  // namespace vitro::nn::inline VITRO_REAL
