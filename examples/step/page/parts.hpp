// examples/step/page/parts.hpp: the files that the page is made of, as page.cmake put them into the program.
#pragma once

#include <string>

namespace vitro::step::parts {

std::string shell();
std::string style();
/// Engine, then app, each file in its place.
std::string script();
/// JSON; "{}" while there is none.
std::string narration();

}  // namespace vitro::step::parts
