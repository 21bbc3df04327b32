// core/trace/attributes_json.cpp: each kind of attribute, there and back.
#include "core/trace/attributes_json.hpp"

#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <string>

#include "core/error.hpp"
#include "core/printable.hpp"
#include "core/scope.hpp"

namespace vitro::core::trace {
namespace {

using Json = nlohmann::ordered_json;
using kernels::Activation;

[[noreturn]] void refuse(const Json& json, const char* wanted) {
    throw Error(
        fmt::format("{} is no {}", printable(json.dump(-1, ' ', true, Json::error_handler_t::replace)), wanted));
}

Json mask_json(const Mask& mask) {
    Json json = Json::object();
    if (mask.is_causal()) json["causal"] = mask.causal_offset();
    if (mask.has_lengths()) json["lengths"] = std::vector<std::int32_t>(mask.lengths().begin(), mask.lengths().end());
    if (const std::uint8_t* allowed = mask.allowed())
        json["allowed"] = {{"shape", to_json(mask.allowed_shape())},
                           {"values", std::vector<int>(allowed, allowed + mask.allowed_shape().size())}};
    return json;
}

Mask mask_of(const Json& json) {
    Mask mask;
    if (json.contains("causal")) mask = mask & Mask::causal(json.at("causal").get<std::int64_t>());
    if (json.contains("lengths")) {
        const auto lengths = json.at("lengths").get<std::vector<std::int32_t>>();
        mask = mask & Mask::padding(Indices::from({static_cast<std::int64_t>(lengths.size())}, lengths));
    }
    if (json.contains("allowed")) {
        const auto allowed = json.at("allowed").at("values").get<std::vector<std::uint8_t>>();
        mask = mask & Mask::of(shape_of(json.at("allowed").at("shape")), allowed);
    }
    return mask;
}

struct Writer {
    Json operator()(std::int64_t x) const { return x; }
    Json operator()(double x) const { return std::isfinite(x) ? Json(x) : Json{{"number", fmt::format("{}", x)}}; }
    Json operator()(const Shape& x) const { return {{"shape", to_json(x)}}; }
    Json operator()(const Mask& x) const { return {{"mask", mask_json(x)}}; }
    Json operator()(const Indices& x) const { return to_json(x); }
    Json operator()(Activation x) const { return {{"activation", name_of(x)}}; }
    Json operator()(const kernels::DropoutKey& x) const {
        return {{"dropout", x.probability}, {"seed", std::to_string(x.seed)}, {"site", x.site}, {"step", x.step}};
    }
};

Activation activation_of(const Json& name) {
    for (int i = 0; i < kernels::kActivationCount; ++i)
        if (name == name_of(static_cast<Activation>(i))) return static_cast<Activation>(i);
    refuse(name, "activation: valid are none, relu, gelu_tanh, gelu, silu");
}

AttributeValue value_of(const Json& json) {
    if (json.is_number_integer()) return json.get<std::int64_t>();
    if (json.is_number()) return json.get<double>();
    if (json.contains("number")) return std::stod(json["number"].get<std::string>());
    if (json.contains("shape")) return shape_of(json["shape"]);
    if (json.contains("mask")) return mask_of(json["mask"]);
    if (json.contains("indices")) return indices_of(json);
    if (json.contains("activation")) return activation_of(json["activation"]);
    if (json.contains("dropout"))
        return kernels::DropoutKey{json["dropout"], std::stoull(json.at("seed").get<std::string>()), json.at("site"),
                                   json.at("step")};
    refuse(json, "attribute");
}

/// An attribute's name is a pointer. The names of paths stay, so it is made one of them.
const char* kept_name(const std::string& name) {
    return (Path() / name).str().c_str();
}

}  // namespace

Json to_json(const Shape& shape) {
    return std::vector<std::int64_t>(shape.begin(), shape.end());
}

Shape shape_of(const Json& json) {
    const auto sizes = json.get<std::vector<std::int64_t>>();
    return Shape::from(sizes.data(), static_cast<int>(sizes.size()));
}

Json to_json(const Indices& indices) {
    return {{"indices", to_json(indices.shape())},
            {"values", std::vector<std::int32_t>(indices.data(), indices.data() + indices.size())}};
}

Indices indices_of(const Json& json) {
    const auto values = json.at("values").get<std::vector<std::int32_t>>();
    return Indices::from(shape_of(json.at("indices")), values);
}

Json to_json(Attributes attributes) {
    Json json = Json::object();
    for (const Attribute& attribute : attributes) json[attribute.name] = std::visit(Writer{}, attribute.value);
    return json;
}

std::vector<Attribute> attributes_of(const Json& json) {
    std::vector<Attribute> attributes;
    for (const auto& item : json.items()) attributes.push_back({kept_name(item.key()), value_of(item.value())});
    return attributes;
}

}  // namespace vitro::core::trace
