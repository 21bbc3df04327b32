// examples/vitro/report/overview.cpp: the head of the page.
#include <filesystem>
#include <fmt/format.h>

#include "examples/html/markup.hpp"
#include "examples/vitro/environment.hpp"
#include "examples/vitro/report/sections.hpp"
#include "examples/vitro/report/words.hpp"
#include "nn/train/progress.hpp"

namespace vitro::program::report {
namespace {

using html::escaped;
using Json = nlohmann::ordered_json;

std::string fact_of(const Subject& subject, const std::string& name) {
    for (const nn::Fact& fact : subject.facts)
        if (fact.subject == name) return fact.text;
    return "";
}

std::string began(const Subject& subject) {
    const std::vector<Json> sessions = sessions_of(subject.run);
    if (sessions.empty()) return "not recorded: by an earlier version";
    const std::string first = date_text(text_of(sessions.front(), "began"));
    return sessions.size() == 1 ? first : fmt::format("{}, in {} sessions", first, sessions.size());
}

std::string how_far(const RunSummary& summary) {
    if (summary.step == 0) return "no step is in its log yet";
    return fmt::format("{} steps, epoch {} of {}", nn::grouped(summary.step), summary.epoch, summary.epochs);
}

std::string best(const RunSummary& summary) {
    if (summary.best < 0) return "none: no epoch has ended yet";
    std::string text = fmt::format("{:.4f} after step {}", summary.best, nn::grouped(summary.best_step));
    for (const auto& [name, score] : summary.scores)
        text += fmt::format("; {} {:.4g} at the end", words_of(name), score);
    return text;
}

std::string signature(const Subject& subject) {
    if (subject.signature.empty())
        return subject.unsigned_for.empty() ? ""
                                            : "<small>" + escaped("not known: " + subject.unsigned_for) + "</small>";
    return fmt::format("<code>{}</code> <small>after step {}</small>", subject.signature,
                       nn::grouped(subject.signed_step));
}

}  // namespace

std::string overview(const Subject& subject) {
    const std::filesystem::path path = std::filesystem::path(subject.path).lexically_normal();
    const std::string name = path.has_filename() ? path.filename().string() : path.parent_path().filename().string();
    const RunSummary& summary = subject.summary;
    const std::string model = fact_of(subject, "model");
    std::string markup =
        fmt::format("<h1>{}</h1>\n<p class=\"path\">A training of vitro, <code>train {}</code>{}</p>\n",
                    escaped(name.empty() || name == "." ? subject.path : name), subject.kind.command,
                    model.empty() ? "." : ": " + escaped(model) + ".");
    markup += html::facts({{"best validation loss", escaped(best(summary))},
                           {"how far", escaped(how_far(summary))},
                           {"trained for", summary.seconds > 0 ? escaped(nn::duration_text(summary.seconds)) : ""},
                           {"began", escaped(began(subject))},
                           {"signature", signature(subject)}});
    if (subject.log.damaged > 0)
        markup +=
            note(fmt::format("{} of the log {} not whole and passed over: a training that is killed may leave one.",
                             subject.log.damaged == 1 ? "One line" : fmt::format("{} lines", subject.log.damaged),
                             subject.log.damaged == 1 ? "is" : "are"));
    return markup;
}

}  // namespace vitro::program::report
