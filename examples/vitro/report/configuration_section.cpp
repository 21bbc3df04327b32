// examples/vitro/report/configuration_section.cpp: the settings beside those of the preset that is nearest to them.
#include <fmt/format.h>

#include "examples/html/markup.hpp"
#include "examples/vitro/presets.hpp"
#include "examples/vitro/report/sections.hpp"
#include "examples/vitro/report/words.hpp"

namespace vitro::program::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kSections[] = {"model", "data", "training"};

int differences(const Json& settings, const Json& preset) {
    int count = 0;
    for (const char* section : kSections)
        for (const auto& item : settings[section].items())
            count += preset[section].value(item.key(), Json()) != item.value();
    return count;
}

struct Nearest {
    std::string name;  ///< empty: the defaults
    Json settings;
    int differences = 0;
};

/// A run does not say which preset it began from: the one that fewest settings differ from.
Nearest nearest(const Subject& subject) {
    Nearest best{"", subject.kind.defaults(), 0};
    best.differences = differences(subject.settings, best.settings);
    for (const Preset& preset : presets()) {
        if (preset.task != subject.kind.task) continue;
        const Json settings = subject.kind.complete(preset_settings(preset.task, std::string(preset.name)));
        const int count = differences(subject.settings, settings);
        if (count <= best.differences) best = {std::string(preset.name), settings, count};
    }
    return best;
}

/// Quotes, so that an empty text and a space can be seen.
std::string value_text(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

struct Rows {
    std::string all, changed;
};

Rows rows_of(const Json& settings, const Json& preset) {
    Rows rows;
    for (const auto& item : settings.items()) {
        const Json usual = preset.value(item.key(), Json());
        const bool differs = usual != item.value();
        const std::string name = html::escaped(words_of(item.key()));
        const std::string value = "<code>" + html::escaped(value_text(item.value())) + "</code>";
        if (!differs) {
            rows.all += html::row({name, value, "same"});
            continue;
        }
        const std::string row = html::row({name, value, "<code>" + html::escaped(value_text(usual)) + "</code>"});
        rows.all += "<tr class=\"changed\">" + row.substr(4);
        rows.changed += row;
    }
    return rows;
}

std::string table(const std::string& caption, const std::string& preset, const std::string& rows) {
    return "<div class=\"settings\">" + html::table(caption, {"setting", "this run", preset}, rows) + "</div>\n";
}

}  // namespace

std::string configuration_section(const Subject& subject) {
    std::vector<std::pair<std::string, std::string>> facts;
    for (const nn::Fact& fact : subject.facts) facts.emplace_back(fact.subject, html::escaped(fact.text));
    std::string markup = html::facts(facts);
    if (!subject.lacking.empty())
        markup += note("The training could not be put together from its data: " + subject.lacking);
    const Nearest preset = nearest(subject);
    const std::string name = preset.name.empty() ? "the defaults" : "the preset " + preset.name;
    std::string changed, all;
    for (const char* section : kSections) {
        const Rows rows = rows_of(subject.settings[section], preset.settings[section]);
        changed += rows.changed;
        all += table(section, name, rows.all);
    }
    if (changed.empty())
        markup += fmt::format("<p>Every setting is that of {}.</p>\n", html::escaped(name));
    else
        markup += table("Settings that differ from " + name + ", the nearest one", name, changed);
    return markup + html::details("All settings", all, false);
}

}  // namespace vitro::program::report
