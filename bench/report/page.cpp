// bench/report/page.cpp: the sections in their order, with a head and a list of links before them.
#include "bench/report/page.hpp"

#include <fmt/format.h>

#include "bench/report/sections.hpp"
#include "bench/report/style.hpp"
#include "core/printable.hpp"
#include "examples/html/document.hpp"
#include "examples/html/markup.hpp"

namespace vitro::bench::report {

using namespace html;

namespace {

struct Part {
    const char* name;
    std::string (*make)(const Gathered&);
};
constexpr Part kParts[] = {
    {"machine", machine_section}, {"roofline", roofline_section}, {"ladder", ladder_section}, {"sweep", sweep_section},
    {"tables", tables_section},   {"peers", peers_section},       {"steps", steps_section},
};

/// Sections, and the links to them.
struct Body {
    std::string links, sections;
};

Body body_of(const Gathered& all) {
    Body body;
    for (const Part& part : kParts) {
        const std::string content = part.make(all);
        body.sections += content;
        if (!content.empty())
            body.links += fmt::format("<li><a href=\"#{}\">{}</a></li>", all.id(part.name), part.name);
    }
    return body;
}

/// Headings tell machines apart where there are several.
Body body_of(const std::vector<Gathered>& machines) {
    Body body;
    for (const Gathered& all : machines) {
        const std::string name = machines.size() == 1 ? "" : escaped(all.machine.cpu);
        const Body own = body_of(all);
        body.links += "<ul>" + (name.empty() ? "" : "<li>" + name + ":</li>") + own.links + "</ul>";
        body.sections += (name.empty() ? "" : "<h2 class=\"machine\">" + name + "</h2>\n") + own.sections;
    }
    return body;
}

std::string sources_text(const std::vector<Gathered>& machines) {
    std::string text;
    for (const Gathered& all : machines)
        for (const std::string& path : all.paths) text += (text.empty() ? "" : ", ") + core::printable(path, '\'');
    return text;
}

}  // namespace

std::string page_of(const std::vector<Gathered>& machines) {
    const Body body = body_of(machines);
    return document({.title = "vitro bench: " + machines.front().machine.cpu,
                     .style = report::style(),
                     .head = "<h1>vitro bench</h1>\n<p>How fast, and how far from what the machine can do.</p>\n",
                     .links = body.links,
                     .sections = body.sections,
                     .foot = fmt::format("<p>Made of {} by <code>vitro bench report</code>.</p>",
                                         escaped(sources_text(machines)))});
}

}  // namespace vitro::bench::report
