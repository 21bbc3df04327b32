// examples/step/museum/museum.hpp: mistakes that everybody makes once, each as a run of the wrong variant beside the
// right one.
//
//     const Shown shown = run(find_exhibit("leaked-causal-mask"));
//     fmt::print("{}", exhibit_text(find_exhibit("leaked-causal-mask"), shown));
//
// Nothing here is told that is not computed: the figures are those of this run, on this machine.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/trace/recording.hpp"

namespace vitro::step {

struct Exhibit {
    std::string_view name, title;
    std::string_view symptom;      ///< what is seen of it from outside
    std::string_view question;     ///< to be thought about before the figures are read
    std::string_view explanation;  ///< the answer
    std::string_view caught_by;    ///< the check, by the name that it has in Shown::verdicts
};

/// A measurement on either variant: a number, or several in a row.
struct Figure {
    std::string what;
    std::vector<double> wrong, right;
};

/// What a check says of either variant, in its own words.
struct Verdict {
    std::string check;
    bool wrong_passes = true, right_passes = true;
    std::string of_wrong, of_right;
    bool catches() const { return !wrong_passes && right_passes; }
};

struct Shown {
    std::vector<Figure> figures;
    std::vector<Verdict> verdicts;  ///< that of Exhibit::caught_by first
    /// Of the wrong run, to be opened in the debugger; nothing where the engine refuses to run.
    std::optional<core::trace::Recording> recording = {};
};

std::span<const Exhibit> exhibits();
/// Throws Error that lists the names for one that is none.
const Exhibit& find_exhibit(std::string_view name);
/// Runs both variants: some milliseconds, a second where a model is trained.
Shown run(const Exhibit& exhibit);

}  // namespace vitro::step
