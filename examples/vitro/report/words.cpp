// examples/vitro/report/words.cpp: from what programs write to what people read.
#include "examples/vitro/report/words.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "examples/html/markup.hpp"

namespace vitro::program::report {

using Json = nlohmann::ordered_json;

std::string note(const std::string& sentence) {
    return "<p class=\"note\">" + html::escaped(sentence) + "</p>\n";
}

std::string date_text(const std::string& date) {
    if (date.size() != 20 || date[10] != 'T' || date[19] != 'Z') return date;
    return date.substr(0, 10) + " " + date.substr(11, 5) + " UTC";
}

std::string words_of(std::string name) {
    std::ranges::replace(name, '_', ' ');
    return name;
}

std::string text_of(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    return value.is_null() ? "" : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string text_of(const Json& object, const char* key) {
    return text_of(object.value(key, Json()));
}

}  // namespace vitro::program::report
