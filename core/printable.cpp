// core/printable.cpp: JSON's escapes are known to everybody, and cover all that a terminal would obey.
#include "core/printable.hpp"

#include <nlohmann/json.hpp>

namespace vitro::core {

std::string printable(std::string_view text, char quote) {
    using Json = nlohmann::json;
    constexpr std::size_t kLongest = 120;
    const std::string shown(text.substr(0, kLongest));
    std::string quoted = Json(shown).dump(-1, ' ', true, Json::error_handler_t::replace);
    quoted.front() = quoted.back() = quote;
    return text.size() > kLongest ? quoted + "…" : quoted;
}

}  // namespace vitro::core
