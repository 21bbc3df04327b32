// examples/vitro/presets.cpp: by name, or from a file of one's own.
#include "examples/vitro/presets.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/error.hpp"
#include "examples/vitro/command.hpp"

namespace vitro::program {
namespace {

using Json = nlohmann::ordered_json;

Json parsed(std::string_view text, const std::string& name) {
    try {
        return Json::parse(text, nullptr, true, true);  // with comments
    } catch (const Json::parse_error& error) {
        throw core::Error(fmt::format("{}: {}", name, error.what()));
    }
}

bool names_a_file(const std::string& name) {
    return name.find('/') != std::string::npos || name.ends_with(".json") || name.ends_with(".jsonc");
}

Json from_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (file) text << file.rdbuf();
    if (!file) throw core::Error(fmt::format("{}: {}", path, std::strerror(errno)));
    return parsed(text.str(), path);
}

}  // namespace

std::string preset_names() {
    std::string names;
    for (const Preset& preset : presets()) names += (names.empty() ? "" : ", ") + std::string(preset.name);
    return names;
}

Json preset_settings(const std::string& name) {
    if (names_a_file(name)) return from_file(name);
    const auto found = std::ranges::find(presets(), name, &Preset::name);
    if (found == presets().end())
        throw UsageError(
            fmt::format("there is no preset '{}'; valid are {}, or the path of a JSON file", name, preset_names()));
    return parsed(found->text, name);
}

}  // namespace vitro::program
