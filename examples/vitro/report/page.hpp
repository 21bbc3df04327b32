// examples/vitro/report/page.hpp: a run as one HTML page.
#pragma once

#include <string>

#include "examples/vitro/report/subject.hpp"

namespace vitro::program::report {

std::string page_of(const Subject& subject);

}  // namespace vitro::program::report
