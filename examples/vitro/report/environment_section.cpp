// examples/vitro/report/environment_section.cpp: machines, compilers, versions.
#include <fmt/format.h>

#include "core/runtime.hpp"
#include "examples/html/markup.hpp"
#include "examples/vitro/environment.hpp"
#include "examples/vitro/report/sections.hpp"
#include "examples/vitro/report/words.hpp"

namespace vitro::program::report {
namespace {

using html::escaped;
using Json = nlohmann::ordered_json;

std::string row_of(const std::string& when, const Json& what, const std::string& step) {
    return html::row({escaped(when), escaped(step), escaped(text_of(what, "cpu")),
                      escaped(fmt::format("{}, {} at once", text_of(what, "kernels"), text_of(what, "lanes"))),
                      escaped(text_of(what, "threads")), escaped(text_of(what, "compiler")),
                      escaped(text_of(what, "version")), escaped(text_of(what, "system"))});
}

}  // namespace

std::string environment_section(const Subject& subject) {
    const std::vector<Json> sessions = sessions_of(subject.run);
    std::string rows;
    for (const Json& session : sessions)
        rows += row_of(date_text(text_of(session, "began")), session, text_of(session, "step"));
    rows += row_of("this report", environment(), "");
    std::string markup;
    if (sessions.empty())
        markup += note("The run does not say what it was trained on: it was begun by an earlier version of vitro.");
    const std::string corpus = text_of(subject.run.settings(), "corpus");
    markup += "<div class=\"settings\">" +
              html::table("What computed",
                          {"session", "from step", "CPU", "kernels", "threads", "compiler", "vitro", "system"}, rows) +
              "</div>\n";
    return markup + html::facts({{"SIMD library of this program", escaped(text_of(environment(), "simd_library"))},
                                 {"kernels available here",
                                  escaped(fmt::format("{}", fmt::join(core::runtime::table_names(), ", ")))},
                                 {"checksum of the data", escaped(corpus)}});
}

}  // namespace vitro::program::report
