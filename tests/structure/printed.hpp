// tests/structure/printed.hpp: compares what a program printed with what it should print.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace structure {

/// Where `actual` differs from `expected`, in a sentence; nothing when it does not.
///
/// Lines must agree word by word, whatever the space between words. Numbers with a point or an exponent are
/// measurements and may differ by tolerance * max(1, |expected|); whole numbers are counts and may not. Space at the
/// end of lines and empty lines at the end do not matter.
std::optional<std::string> difference(std::string_view expected, std::string_view actual, double tolerance);

}  // namespace structure
