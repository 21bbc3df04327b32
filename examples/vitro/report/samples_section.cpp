// examples/vitro/report/samples_section.cpp: samples of the log, the first and the last in view.
#include <fmt/format.h>

#include "core/error.hpp"
#include "examples/html/markup.hpp"
#include "examples/vitro/report/example.hpp"
#include "examples/vitro/report/sections.hpp"
#include "examples/vitro/report/words.hpp"
#include "nn/train/progress.hpp"

namespace vitro::program::report {
namespace {

constexpr std::size_t kInView = 6;

std::string sample(const LogLine& line) {
    std::string head = fmt::format("Epoch {}, step {}", line.epoch, nn::grouped(line.step));
    if (line.validation_loss) head += fmt::format(": validation loss {:.4f}", *line.validation_loss);
    for (const auto& [name, score] : line.scores) head += fmt::format(", {} {:.4g}", words_of(name), score);
    return fmt::format("<h3>{}</h3>\n<pre>{}</pre>\n", html::escaped(head), html::escaped(line.sample));
}

/// The first, the last, and some between them, spread evenly; the others folded away.
std::string samples(const std::vector<LogLine>& lines) {
    std::string shown, folded;
    std::size_t next = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::size_t wanted = lines.size() <= kInView ? i : next * (lines.size() - 1) / (kInView - 1);
        if (i == wanted)
            shown += sample(lines[i]), ++next;
        else
            folded += sample(lines[i]);
    }
    if (folded.empty()) return shown;
    return shown + html::details(fmt::format("The other {} epochs", lines.size() - kInView), folded, false);
}

}  // namespace

std::string samples_section(const Subject& subject) {
    std::vector<LogLine> lines;
    for (const LogLine& line : subject.log.lines)
        if (!line.sample.empty()) lines.push_back(line);
    if (!lines.empty()) return "<p>What the model made of its task at the end of an epoch.</p>\n" + samples(lines);
    if (subject.summary.best < 0) return note("No epoch has ended yet: there is no sample.");
    const std::string answers = answers_over_time(subject);
    if (!answers.empty()) return answers;
    return note(
        "The log has no samples: this training writes none. With --keep-epochs N, train keeps the weights of N epochs, "
        "and "
        "a report then shows what each of them makes of the same example.");
}

}  // namespace vitro::program::report
