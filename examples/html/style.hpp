// examples/html/style.hpp: how pages look.
#pragma once

namespace vitro::html {

/// CSS: light and dark as the reader's system has it, wide screens and phones, paper.
const char* style();

}  // namespace vitro::html
