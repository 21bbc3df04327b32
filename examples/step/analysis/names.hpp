// examples/step/analysis/names.hpp: from what a person types to an event or a value.
//
// A name may be cut at the front, "self_attn.attention" or "attention#2", as long as one thing ends in it; with part of
// a word, or a slip, the nearest names are offered.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "examples/step/analysis/timeline.hpp"

namespace vitro::step {

/// The few that are nearest to `name`: those that hold it, then by letters to change.
std::vector<std::string> nearest(std::string_view name, const std::vector<std::string>& names, std::size_t most = 5);

/// Which of the names is meant: the same, else the one that ends in ".name" or whose name begins with it. Throws
/// Error that calls it a `what` and offers the nearest when there is none, or those it may be when there are several.
std::size_t find_name(std::string_view name, const std::vector<std::string>& names, std::string_view what);

std::vector<std::string> value_names(const Timeline& timeline);
/// Throws Error as find_name does.
int find_value(const Timeline& timeline, std::string_view name);

std::optional<trace::EventKind> kind_named(std::string_view name);

/// The event meant by "213", "F0", "L", "B0", "U0", "start", "end", "B decoder.norm", "ACC:decoder.norm/2", or a name:
/// that of a forward before others. Throws Error when there is none.
int find_event(const Timeline& timeline, std::string_view text);

}  // namespace vitro::step
