// examples/step/museum/exhibit_text.hpp: exhibits as lines for a terminal.
#pragma once

#include <string>

#include "examples/step/museum/museum.hpp"

namespace vitro::step {

/// What is seen, the question, the figures of either variant, what caught it and what did not, the explanation. At most
/// kExhibitColumns wide, but for single long words.
std::string exhibit_text(const Exhibit& exhibit, const Shown& shown);
/// A line for each exhibit: its name and title.
std::string exhibit_list();

inline constexpr std::size_t kExhibitColumns = 100;

}  // namespace vitro::step
