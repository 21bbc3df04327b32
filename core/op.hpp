// core/op.hpp: an operation as data: its mathematics in two lines, its computation, its gradient, its expansion.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/node.hpp"

namespace vitro::core::inline VITRO_REAL {

class Gradients;

struct Cost {
    std::int64_t flops = 0;  ///< of the forward computation; one multiply-add counts 2, one exp or the like 1
    std::int64_t bytes = 0;  ///< read and written at least
};

using Inputs = std::span<const Variable>;

/// Declared in core/ops/list.hpp, defined with constant initialisation beside its computation.
struct Op {
    std::string_view name;
    std::string_view formula;                             ///< the value, one line: shown by errors, tables, the stepper
    std::string_view vjp;                                 ///< the vector-Jacobian products, one line
    Variable (*forward)(Inputs, Attributes) = nullptr;    ///< computes and records: replay from inputs and attributes
    void (*backward)(const Node&, Gradients&) = nullptr;  ///< nullptr: nothing flows back (detach)
    Variable (*expand)(Inputs, Attributes) = nullptr;     ///< the same value from primitive ops; nullptr: is primitive
    Cost (*cost)(Inputs, const Tensor& output, Attributes) = nullptr;
};

/// Every op, in the order of core/ops.hpp.
std::span<const Op* const> all_ops();
/// The op of that name, or nullptr.
const Op* find_op(std::string_view name);

}  // namespace vitro::core::inline VITRO_REAL
