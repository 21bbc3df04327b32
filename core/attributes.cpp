// core/attributes.cpp: looking attributes up and printing them.
#include "core/attributes.hpp"

#include <fmt/format.h>

#include "core/error.hpp"

namespace vitro::core {

namespace {

void require_unwritten(const Attribute& attribute) {
    const Indices* indices = std::get_if<Indices>(&attribute.value);
    if (attribute.version != 0 && indices && indices->storage().version() != attribute.version)
        throw Error(
            fmt::format("[attributes] '{}' {} was written since the op was recorded: give each batch Indices "
                        "of its own",
                        attribute.name, indices->shape().str()));
}

}  // namespace

const AttributeValue& find_attribute(Attributes attributes, std::string_view name) {
    for (const Attribute& attribute : attributes) {
        if (name != attribute.name) continue;
        require_unwritten(attribute);
        return attribute.value;
    }
    throw Error(fmt::format("[attributes] there is no '{}' among: {}", name, to_string(attributes)));
}

void wrong_attribute_type(std::string_view name) {
    throw Error(fmt::format("[attributes] '{}' is of another type than was asked for", name));
}

std::string_view name_of(kernels::Activation activation) {
    switch (activation) {
        case kernels::Activation::none:
            return "none";
        case kernels::Activation::relu:
            return "relu";
        case kernels::Activation::gelu_tanh:
            return "gelu_tanh";
        case kernels::Activation::gelu_erf:
            return "gelu";
        case kernels::Activation::silu:
            return "silu";
    }
    return "unknown";
}

std::string to_string(const AttributeValue& value) {
    struct Printer {
        std::string operator()(std::int64_t x) const { return fmt::format("{}", x); }
        std::string operator()(double x) const { return fmt::format("{}", x); }
        std::string operator()(const Shape& x) const { return x.str(); }
        std::string operator()(const Mask& x) const { return x.str(); }
        std::string operator()(const Indices& x) const { return fmt::format("indices{}", x.shape().str()); }
        std::string operator()(kernels::Activation x) const { return std::string(name_of(x)); }
        std::string operator()(const kernels::DropoutKey& x) const {
            return fmt::format("p {} seed {} site {:08x} step {}", x.probability, x.seed, x.site, x.step);
        }
    };
    return std::visit(Printer{}, value);
}

std::string to_string(Attributes attributes) {
    std::string text;
    for (const Attribute& attribute : attributes)
        text += fmt::format("{}{}={}", text.empty() ? "" : " ", attribute.name, to_string(attribute.value));
    return text;
}

}  // namespace vitro::core
