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

std::string rows_of(const Json& settings, const Json& preset) {
    std::string rows;
    for (const auto& item : settings.items()) {
        const Json usual = preset.value(item.key(), Json());
        const bool differs = usual != item.value();
        const std::string row = html::row({html::escaped(words_of(item.key())),
                                           "<code>" + html::escaped(value_text(item.value())) + "</code>",
                                           differs ? "<code>" + html::escaped(value_text(usual)) + "</code>" : "same"});
        rows += differs ? "<tr class=\"changed\">" + row.substr(4) : row;
    }
    return rows;
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
    markup += fmt::format("<p>Nearest is {}: {} of the settings {}, in the rows that are marked.</p>\n",
                          html::escaped(name), preset.differences == 0 ? "none" : std::to_string(preset.differences),
                          preset.differences == 1 ? "differs" : "differ");
    for (const char* section : kSections)
        markup += fmt::format("<div class=\"settings\">{}</div>\n",
                              html::table(section, {"setting", "this run", name},
                                          rows_of(subject.settings[section], preset.settings[section])));
    return markup;
}

}  // namespace vitro::program::report
