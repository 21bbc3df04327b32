// core/check/cases.hpp: sample applications of every op: what the gradient check and the tests of all ops' laws run on.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/twin.hpp"

namespace vitro::core::check {

/// Where the numbers of a case are drawn from: an op is not differentiable everywhere.
enum class Draw {
    normal,          ///< standard normal
    positive,        ///< 0.5 to 2: for log and sqrt
    away_from_zero,  ///< 0.5 to 2 of either sign: for division, and for the kink of relu
    distinct,        ///< any two at least 0.25 apart: max has no ties
};

struct Case {
    std::string_view op;
    std::vector<Shape> inputs;
    std::vector<Attribute> attributes = {};
    Draw draw = Draw::normal;
    std::vector<int> arguments = {};  ///< as in Application

    /// "(2,3) x (3)", with "twice" and the like where an input is given more than once.
    std::string inputs_str() const;
};

/// Every op has some: several shapes, broadcasting, sizes of 1 and 0, transposes, every kind of mask with rows that may
/// attend to nothing, repeated ids, ignored targets, inputs given twice.
std::span<const Case> all_cases();

/// Inputs and an upstream gradient, the same on every call; each number is a float, so that both precisions compute
/// with the same ones.
std::vector<TwinValue> draw_inputs(const Case& sample);
TwinValue draw_upstream(const Shape& shape);

/// The case as the engines take it. Points into both.
Application application_of(const Case& sample, std::span<const TwinValue> inputs);

}  // namespace vitro::core::check
