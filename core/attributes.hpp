// core/attributes.hpp: what an op was told besides its inputs: named and printable.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "core/indices.hpp"
#include "core/mask.hpp"
#include "core/shape.hpp"
#include "kernels/kernels.hpp"

namespace vitro::core {

using AttributeValue =
    std::variant<std::int64_t, double, Shape, Mask, Indices, kernels::Activation, kernels::DropoutKey>;

struct Attribute {
    const char* name = "";
    AttributeValue value;
    /// Of Indices in a node: the version they had when they were recorded; 0: not watched.
    std::uint64_t version = 0;
};

using Attributes = std::span<const Attribute>;

/// The attribute of that name; throws Error when there is none, or when a node's integers were written since.
const AttributeValue& find_attribute(Attributes attributes, std::string_view name);
[[noreturn]] void wrong_attribute_type(std::string_view name);

/// The value of that name; throws Error as find_attribute does, or when it is of another type.
template <class T>
const T& get_attribute(Attributes attributes, std::string_view name) {
    const T* value = std::get_if<T>(&find_attribute(attributes, name));
    if (!value) wrong_attribute_type(name);
    return *value;
}

/// "axis=1 keep=0"
std::string to_string(Attributes attributes);
std::string to_string(const AttributeValue& value);
/// "none", "relu", "gelu_tanh", "gelu", "silu": the name of the op, where there is one.
std::string_view name_of(kernels::Activation activation);

}  // namespace vitro::core
