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
    std::string_view inputs;                              ///< their names: "a b", "x weight [bias]", "parts.."
    std::string_view formula;                             ///< the value, one line: shown by errors, tables, the stepper
    std::string_view vjp;                                 ///< the vector-Jacobian products, one line
    Variable (*forward)(Inputs, Attributes) = nullptr;    ///< computes and records; trusts the count: see replay()
    void (*backward)(const Node&, Gradients&) = nullptr;  ///< nullptr: nothing flows back (detach)
    Variable (*expand)(Inputs, Attributes) = nullptr;     ///< the same value from primitive ops; nullptr: is primitive
    Cost (*cost)(Inputs, const Tensor& output, Attributes) = nullptr;
};

/// How many inputs an op takes: 2 to 3 for "x weight [bias]", at least 1 for "parts..".
struct InputCount {
    std::size_t least = 0, most = 0;
};
InputCount input_count(const Op& op);
/// "weight" of "x weight [bias]"; "parts" for each of "parts..".
std::string_view input_name(const Op& op, std::size_t input);
/// Throws Error that names the inputs unless there are as many as the op takes.
void require_input_count(const Op& op, Inputs inputs);
/// Computes an op again (what-if, another precision, a trace), recording as always. Throws Error for a wrong count of
/// inputs, for attributes that are missing, and what the op throws.
Variable replay(const Op& op, Inputs inputs, Attributes attributes);

/// Every op, in the order of core/ops.hpp.
std::span<const Op* const> all_ops();
/// The op of that name, or nullptr.
const Op* find_op(std::string_view name);

}  // namespace vitro::core::inline VITRO_REAL
