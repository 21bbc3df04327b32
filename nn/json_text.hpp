// nn/json_text.hpp: JSON that somebody else wrote: settings, the description of a run, a line of a log.
//
// The parser hands over events, as for the header of safetensors: a tree hides the second of two equal names, and is
// copied, compared and printed by calls as deep as its brackets are nested.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace vitro::nn {

/// Of a file that people write, `// ...` and `/* ... */` may be.
enum class Comments { refused, allowed };

/// Throws Error "NAME, line 3, column 7: ..." for what is not JSON in UTF-8, a name that stands twice in one object,
/// more than 1000 names in one object, brackets nested more than 32 deep, an integer beyond 64 bits; "NAME: empty, ..."
/// for blank text.
nlohmann::ordered_json parse_settings_json(std::string_view text, std::string_view name,
                                           Comments comments = Comments::refused);

/// The same, without comments; null for what would be refused, as a line that was cut off.
nlohmann::ordered_json parse_json_or_null(std::string_view text);
/// Each line by itself, as of a log.
std::vector<nlohmann::ordered_json> parse_json_lines(const std::string& text);

/// A value as JSON in printable ASCII, for a message; what is long is cut.
std::string json_text(const nlohmann::ordered_json& value);

}  // namespace vitro::nn
