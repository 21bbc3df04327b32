// nn/settings_json.hpp: a struct of settings as a JSON object, written in full and read strictly.
//
// Such a struct is described once, by a function that shows each field under its name to a visitor:
//
//     constexpr auto each_setting = [](auto& settings, const auto& visit) {
//         visit("batch_size", settings.batch_size);
//         visit("tokens", settings.tokens);
//     };
//     Json json = settings_to_json(settings, each_setting);
//
// A field is an integer, a number, a truth value, a string, or an enum of which Choices lists the names.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <fmt/format.h>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/error.hpp"
#include "core/printable.hpp"
#include "nn/json_text.hpp"

namespace vitro::nn {

using Json = nlohmann::ordered_json;

/// A value of an enum and its name in JSON.
template <class Enum>
struct Choice {
    const char* name;
    Enum value;
};

/// To be specialised for each enum: `static constexpr Choice<Enum> all[] = {...};`
template <class Enum>
struct Choices;

/// "post, pre"
template <class Enum>
std::string names_of() {
    std::string names;
    for (const Choice<Enum>& choice : Choices<Enum>::all)
        names += (names.empty() ? "" : ", ") + std::string(choice.name);
    return names;
}

/// Throws Error "[section] batch_size 0: valid are 1 and up".
[[noreturn]] inline void refuse_setting(std::string_view section, std::string_view setting, std::string_view value,
                                        std::string_view valid) {
    throw core::Error(fmt::format("[{}] {} {}: valid are {}", section, setting, value, valid));
}

template <class Value>
Json setting_to_json(const Value& value) {
    if constexpr (std::is_enum_v<Value>) {
        for (const Choice<Value>& choice : Choices<Value>::all)
            if (choice.value == value) return choice.name;
        return nullptr;
    } else {
        return value;
    }
}

/// The parser keeps what is 2^63 and up as another kind of integer, which get() would turn into a negative one.
inline bool is_int64(const Json& json) {
    return json.is_number_integer() &&
           !(json.is_number_unsigned() && json.get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max());
}

/// The range is of use to whoever gave a number beyond it, be it as the text "1e20".
inline const char* valid_integers(const Json& json) {
    const double value = json.is_number()   ? json.get<double>()
                         : json.is_string() ? std::strtod(json.get_ref<const std::string&>().c_str(), nullptr)
                                            : 0;
    return std::abs(value) >= 0x1p63 ? "integers from -2^63 to 2^63 - 1" : "integers";
}

/// Throws Error listing what is valid for a JSON value of another kind.
template <class Value>
void setting_from_json(std::string_view section, std::string_view setting, const Json& json, Value& field) {
    const auto read_if = [&](bool fits, const char* valid) {
        if (!fits) refuse_setting(section, setting, json_text(json), valid);
        field = json.get<Value>();
    };
    if constexpr (std::is_enum_v<Value>) {
        for (const Choice<Value>& choice : Choices<Value>::all)
            if (json == choice.name) {
                field = choice.value;
                return;
            }
        refuse_setting(section, setting, json_text(json), names_of<Value>());
    } else if constexpr (std::is_same_v<Value, bool>) {
        read_if(json.is_boolean(), "true, false");
    } else if constexpr (std::is_integral_v<Value>) {
        read_if(is_int64(json), valid_integers(json));
    } else if constexpr (std::is_floating_point_v<Value>) {
        read_if(json.is_number(), "numbers");
    } else {
        read_if(json.is_string(), "texts in quotes");
    }
}

template <class Settings, class Each>
Json settings_to_json(const Settings& settings, const Each& each) {
    Json json = Json::object();
    each(settings, [&](const char* name, const auto& field) { json[name] = setting_to_json(field); });
    return json;
}

/// Sets the fields that the JSON object names. Throws Error for a name that no field has, listing those there are.
template <class Settings, class Each>
void settings_from_json(std::string_view section, const Json& json, Settings& settings, const Each& each) {
    if (!json.is_object()) throw core::Error(fmt::format("[{}] settings must be a JSON object", section));
    for (const auto& item : json.items()) {
        bool known = false;
        std::string names;
        each(settings, [&](const char* name, auto& field) {
            names += (names.empty() ? "" : ", ") + std::string(name);
            if (item.key() != name) return;
            setting_from_json(section, name, item.value(), field);
            known = true;
        });
        if (!known) refuse_setting(section, "setting", core::printable(item.key()), names);
    }
}

}  // namespace vitro::nn
