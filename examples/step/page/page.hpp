// examples/step/page/page.hpp: a recorded step as one file of HTML, in which to walk through it.
#pragma once

#include <string>

#include "core/trace/recording.hpp"

namespace vitro::step {

/// The whole page: it needs no other file and asks nobody for anything.
std::string page_text(const core::trace::Recording& recording);
/// All or nothing. Throws Error when it cannot be written.
void write_page(const std::string& path, const core::trace::Recording& recording);

}  // namespace vitro::step
