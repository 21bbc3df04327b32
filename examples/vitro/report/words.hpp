// examples/vitro/report/words.hpp: small words that several sections say.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace vitro::program::report {

/// A sentence, which is text, about what there is not.
std::string note(const std::string& sentence);
/// "2026-11-25 15:29 UTC" of "2026-11-25T15:29:10Z"; any other text as it is.
std::string date_text(const std::string& date);
/// "exact match" of "exact_match".
std::string words_of(std::string name);
/// What an object says under a key, as text: strings bare; "" where there is no such key.
std::string text_of(const nlohmann::ordered_json& object, const char* key);
/// The same of a value.
std::string text_of(const nlohmann::ordered_json& value);

}  // namespace vitro::program::report
