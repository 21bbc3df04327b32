// examples/vitro/report/page.cpp: the sections in their order, with a head and a list of links before them.
#include "examples/vitro/report/page.hpp"

#include <fmt/format.h>

#include "examples/html/document.hpp"
#include "examples/html/markup.hpp"
#include "examples/vitro/command.hpp"
#include "examples/vitro/report/sections.hpp"
#include "examples/vitro/report/style.hpp"

namespace vitro::program::report {
namespace {

struct Part {
    const char *id, *name;
    std::string (*make)(const Subject&);
};
constexpr Part kParts[] = {
    {"curves", "Curves", curves_section},
    {"samples", "Samples over time", samples_section},
    {"attention", "Attention", attention_section},
    {"timing", "Time by kind of op", timing_section},
    {"configuration", "Configuration", configuration_section},
    {"environment", "Environment", environment_section},
};

}  // namespace

std::string page_of(const Subject& subject) {
    std::string links, sections;
    for (const Part& part : kParts) {
        links += fmt::format("<li><a href=\"#{}\">{}</a></li>", part.id, part.name);
        sections += html::section(part.id, part.name, part.make(subject));
    }
    return html::document({.title = "vitro report: " + subject.path,
                           .style = style(),
                           .head = overview(subject),
                           .links = "<ul>" + links + "</ul>",
                           .sections = sections,
                           .foot = fmt::format("<p>Made by <code>{}</code>.</p>",
                                               html::escaped("vitro report " + shell_word(subject.path)))});
}

}  // namespace vitro::program::report
