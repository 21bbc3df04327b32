// kernels/with_constant.hpp: from a choice at run time to a constant, so that each choice gets a loop of its own.
//
// Internal linkage, as in elementwise_rows.hpp: an object compiled for one instruction set lends no code to another.
#pragma once

#include <type_traits>
#include <utility>

#include "kernels/problems.hpp"

namespace vitro::kernels::rows {
namespace {

template <class Enum>
inline constexpr int kEnumerators = std::is_same_v<Enum, Unary>    ? kUnaryCount
                                    : std::is_same_v<Enum, Binary> ? kBinaryCount
                                                                   : kActivationCount;

/// Calls body(std::integral_constant<Enum, choice>()).
template <class Enum, class Body>
inline void with_constant(Enum choice, const Body& body) {
    [&]<int... i>(std::integer_sequence<int, i...>) {
        ((choice == static_cast<Enum>(i) ? body(std::integral_constant<Enum, static_cast<Enum>(i)>()) : void()), ...);
    }
    (std::make_integer_sequence<int, kEnumerators<Enum>>());
}

}  // namespace
}  // namespace vitro::kernels::rows
