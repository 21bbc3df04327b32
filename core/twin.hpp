// core/twin.hpp: both precisions in one process, over a bridge that knows no `real`: op names, attributes, doubles.
//
// The same sources are compiled for float and for double. This is how a program linked with both asks either one for a
// value or a gradient: the gradient check (core/check) and the tests compare what comes back.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/attributes.hpp"
#include "core/shape.hpp"

namespace vitro::core {

/// A tensor of either precision.
struct TwinValue {
    Shape shape;
    std::vector<double> numbers;  ///< row-major
};

/// One application of an op.
struct Application {
    std::string_view op;
    Attributes attributes = {};
    std::span<const TwinValue> inputs = {};
    /// Which input each argument is; none: one argument per input, in order. {0, 0} gives the same Variable twice.
    std::span<const int> arguments = {};
};

/// An op as it is computed, or as its expansion into primitive ops (an op without one is its own expansion).
enum class Lens { fused, expanded };

/// One precision. Every function throws Error for an op that is not there, as the op itself does for its arguments.
struct Engine {
    std::string_view precision;  ///< "f32", "f64"
    double epsilon;              ///< the distance from 1 to the next number
    std::vector<std::string_view> (*op_names)();
    bool (*has_expansion)(std::string_view op);
    /// False for an op from which nothing flows back (detach).
    bool (*is_differentiable)(std::string_view op);
    TwinValue (*evaluate)(const Application& application, Lens lens);
    /// upstream^T dy/dinput for each input; zeros where nothing flows.
    std::vector<TwinValue> (*vjp)(const Application& application, const TwinValue& upstream, Lens lens);
};

const Engine& engine_f32();
const Engine& engine_f64();

}  // namespace vitro::core
