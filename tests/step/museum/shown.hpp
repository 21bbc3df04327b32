// tests/step/museum/shown.hpp: an exhibit's run, and its figures by what their titles begin with.
#pragma once

#include <doctest/doctest.h>
#include <string_view>

#include "examples/step/museum/museum.hpp"

namespace vitro::test {

inline step::Shown shown(std::string_view exhibit) {
    return step::run(step::find_exhibit(exhibit));
}

/// Fails when there is none.
inline const step::Figure& figure(const step::Shown& shown, std::string_view beginning) {
    for (const step::Figure& figure : shown.figures)
        if (figure.what.starts_with(beginning)) return figure;
    FAIL("no figure begins with ", std::string(beginning));
    return shown.figures.front();
}

inline const step::Verdict& verdict(const step::Shown& shown, std::string_view check) {
    for (const step::Verdict& verdict : shown.verdicts)
        if (verdict.check == check) return verdict;
    FAIL("no verdict of ", std::string(check));
    return shown.verdicts.front();
}

}  // namespace vitro::test
