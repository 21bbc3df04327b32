// core/check/gradient_check.hpp: every op's gradient against differences of its value, in double.
//
// For an input element x and an upstream gradient u, the central difference
//     D(h) = sum_i u_i (y_i(x + h) - y_i(x - h)) / 2h  =  dL/dx + c h^2 + O(h^4)
// at two steps gives Richardson's (4 D(h/2) - D(h)) / 3, in which the h^2 term cancels. What is left is h^4 from the
// series and epsilon / h from rounding; both are about 1e-13 at h = 2^-10, near the fifth root of epsilon. A power of
// two, so that x + h is exact.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/check/cases.hpp"

namespace vitro::core::check {

/// What an op's gradient may be off by, in the norm below: some hundred times what rounding leaves.
inline constexpr double kGradientBound = 1e-9;
/// Tensors whose gradient is 0 everywhere (of a softmax over one column, say) are measured against this.
inline constexpr double kGradientFloor = 1e-3;

struct GradientCheck {
    std::string_view op;
    std::string inputs;      ///< shapes: "(2,3) x (3)"
    std::string attributes;  ///< "axis=1 keep=0"
    double worst_error = 0;  ///< the largest over the inputs of max|a - b| / max(max|b|, floor), b the difference
    double bound = kGradientBound;
    std::string worst_position = {};  ///< "input 0 at (1,2)"
    bool passed() const { return worst_error <= bound; }
};

/// One case, computed by the f64 engine.
GradientCheck check_gradient(const Case& sample);
/// Every case of one op, or of all (""). Throws Error for an op that is not there.
std::vector<GradientCheck> check_gradients(std::string_view op = "");
/// Of each op the result with the largest error, in the order of the ops.
std::vector<GradientCheck> worst_of_each_op(std::span<const GradientCheck> results);

/// The norm: max|a - b| / max(max|b|, floor); 0 for no numbers, infinity when one is not a number. `position` receives
/// where.
double relative_error(std::span<const double> a, std::span<const double> b, double floor,
                      std::size_t* position = nullptr);

}  // namespace vitro::core::check
