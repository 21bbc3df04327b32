// kernels/elementwise_rows.hpp: value and derivative of each elementwise operation, once, for every table.
//
// Templates over V: double in the reference, a vector of floats elsewhere. + - *, and divide, exp, log, sqrt, tanh, erf
// and select(condition, a, b) by their plain names: <cmath> for numbers, argument-dependent lookup for vectors. A
// vector type that wants a function of its own declares it in `namespace vitro::kernels::rows` before it includes this
// file. Zeros, infinities and NaN give what these formulas give in IEEE arithmetic, as in PyTorch.
//
// All of it has internal linkage: an object compiled for one instruction set must not lend code to another.
#pragma once

#include <cmath>
#include <numbers>
#include <type_traits>

#include "kernels/kernels.hpp"

namespace vitro::kernels::rows {

using std::erf;
using std::exp;
using std::log;
using std::sqrt;
using std::tanh;

namespace {

inline constexpr double kGeluRoot = 0.79788456080286535588;  ///< sqrt(2 / pi)
inline constexpr double kGeluCubic = 0.044715;               ///< Hendrycks and Gimpel 2016
inline constexpr double kInverseRoot2 = std::numbers::sqrt2 / 2;
inline constexpr double kNormalDensity = std::numbers::inv_sqrtpi * kInverseRoot2;  ///< 1 / sqrt(2 pi)

template <class T>
requires std::is_floating_point_v<T>
inline T select(bool condition, T a, T b) {
    return condition ? a : b;
}

template <class T>
requires std::is_floating_point_v<T>
inline T divide(T a, T b) {
    return a / b;
}

template <class V>
inline V number(double value) {
    if constexpr (std::is_floating_point_v<V>)
        return static_cast<V>(value);
    else
        return V(static_cast<typename V::value_type>(value));
}

template <class V>
inline V sigmoid(V x) {
    return divide(number<V>(1), number<V>(1) + exp(-x));
}

/// tanh u of gelu(x) = x/2 (1 + tanh u), with u = sqrt(2/pi) (x + 0.044715 x^3).
template <class V>
inline V gelu_tanh(V x) {
    return tanh(number<V>(kGeluRoot) * (x + number<V>(kGeluCubic) * x * x * x));
}

/// Phi(x), the share of a normal distribution below x.
template <class V>
inline V normal_distribution(V x) {
    return number<V>(0.5) * (number<V>(1) + erf(x * number<V>(kInverseRoot2)));
}

/// y. relu's comparison is turned so that a NaN goes through.
template <Unary op, class V>
inline V value(V x) {
    if constexpr (op == Unary::negate) return -x;
    if constexpr (op == Unary::exp) return exp(x);
    if constexpr (op == Unary::log) return log(x);
    if constexpr (op == Unary::sqrt) return sqrt(x);
    if constexpr (op == Unary::tanh) return tanh(x);
    if constexpr (op == Unary::sigmoid) return sigmoid(x);
    if constexpr (op == Unary::relu) return select(x <= number<V>(0), number<V>(0), x);
    if constexpr (op == Unary::erf) return erf(x);
    if constexpr (op == Unary::gelu_tanh) return number<V>(0.5) * x * (number<V>(1) + gelu_tanh(x));
    if constexpr (op == Unary::gelu_erf) return x * normal_distribution(x);
    if constexpr (op == Unary::silu) return divide(x, number<V>(1) + exp(-x));
}

template <class V>
inline V gelu_tanh_slope(V x) {
    const V one = number<V>(1), half = number<V>(0.5), t = gelu_tanh(x);
    const V square = x * x;
    V du = number<V>(kGeluRoot) * (one + number<V>(3 * kGeluCubic) * square);
    du = select(square < number<V>(1e8), du, number<V>(0));  // far out 1 - t t is 0, and the square may overflow
    return half * (one + t) + half * x * (one - t * t) * du;
}

template <class V>
inline V silu_slope(V x) {
    const V one = number<V>(1), s = sigmoid(x);
    return s * (one + x * (one - s));
}

/// dx, from dy and y where saves_output(op), from dy and x otherwise. relu'(0) = 0.
template <Unary op, class V>
inline V derivative(V dy, V saved) {
    [[maybe_unused]] const V x = saved, y = saved, one = number<V>(1);
    if constexpr (op == Unary::negate) return -dy;
    if constexpr (op == Unary::exp) return dy * y;
    if constexpr (op == Unary::log) return divide(dy, x);
    if constexpr (op == Unary::sqrt) return divide(dy, y + y);
    if constexpr (op == Unary::tanh) return dy * (one - y * y);
    if constexpr (op == Unary::sigmoid) return dy * ((one - y) * y);
    if constexpr (op == Unary::relu) return select(y <= number<V>(0), number<V>(0), dy);
    if constexpr (op == Unary::erf) return dy * (number<V>(2 * std::numbers::inv_sqrtpi) * exp(-(x * x)));
    if constexpr (op == Unary::gelu_tanh) return dy * gelu_tanh_slope(x);
    if constexpr (op == Unary::gelu_erf)
        return dy * (normal_distribution(x) + x * (number<V>(kNormalDensity) * exp(number<V>(-0.5) * x * x)));
    if constexpr (op == Unary::silu) return dy * silu_slope(x);
}

template <Binary op, class V>
inline V value(V a, V b) {
    if constexpr (op == Binary::add) return a + b;
    if constexpr (op == Binary::subtract) return a - b;
    if constexpr (op == Binary::multiply) return a * b;
    if constexpr (op == Binary::divide) return divide(a, b);
}

/// The gradient of operand `which` (0: a, 1: b).
template <Binary op, int which, class V>
inline V derivative(V dy, [[maybe_unused]] V a, [[maybe_unused]] V b) {
    if constexpr (op == Binary::add) return dy;
    if constexpr (op == Binary::subtract) return which == 0 ? dy : -dy;
    if constexpr (op == Binary::multiply) return which == 0 ? dy * b : dy * a;
    if constexpr (op == Binary::divide) return which == 0 ? divide(dy, b) : -dy * divide(divide(a, b), b);
}

template <Activation activation, class V>
inline V activate(V x) {
    if constexpr (activation == Activation::none) return x;
    if constexpr (activation == Activation::relu) return value<Unary::relu>(x);
    if constexpr (activation == Activation::gelu_tanh) return value<Unary::gelu_tanh>(x);
    if constexpr (activation == Activation::gelu_erf) return value<Unary::gelu_erf>(x);
    if constexpr (activation == Activation::silu) return value<Unary::silu>(x);
}

}  // namespace
}  // namespace vitro::kernels::rows
