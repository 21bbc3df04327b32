// examples/step/exports/report.hpp: everything that can be checked of a recorded step, as data, text and Markdown.
#pragma once

#include <string>
#include <vector>

#include "examples/step/analysis/conservation.hpp"
#include "examples/step/analysis/differences.hpp"
#include "examples/step/analysis/recompute.hpp"

namespace vitro::step {

struct Report {
    std::string title;
    Conservation conservation;
    std::vector<EventCheck> events;
    std::vector<DifferenceCheck> differences;           ///< of every tensor that has a gradient
    std::size_t left_out_values = 0;                    ///< tensors of a large model without differences
    std::string left_out;                               ///< why there are no differences; "": there are
    std::vector<std::string> event_names, value_names;  ///< of the two lists above
    double worst_recomputed() const;
    double worst_difference() const;
    double worst_recorded() const;
    bool passed() const;
};

Report report_of(const Timeline& timeline);

/// A few lines.
std::string report_text(const Report& report);
/// A page, with a row for every event and every tensor.
std::string report_markdown(const Report& report);

}  // namespace vitro::step
