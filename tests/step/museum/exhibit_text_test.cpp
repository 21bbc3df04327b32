// tests/step/museum/exhibit_text_test.cpp: lines that fit, numbers that read.
#include "examples/step/museum/exhibit_text.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <limits>
#include <sstream>

using namespace vitro;

namespace {

const step::Exhibit kExhibit{.name = "own",
                             .title = "A title",
                             .symptom = "One thing.",
                             .question = "Which?",
                             .explanation = "That.",
                             .caught_by = "check"};

}  // namespace

TEST_CASE("exhibit text: either variant of each figure, and what caught it") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    step::Shown shown;
    shown.figures = {{"a figure", {1.5, -nan, -0.0}, {1.7320, 2}}};
    shown.verdicts = {{"check", false, true, "no", "yes"}, {"other", true, true, "well", "well"}};
    CHECK(step::exhibit_text(kExhibit, shown) ==
          "own: A title\n\n"
          "Seen      One thing.\nQuestion  Which?\n\n"
          "a figure\n  wrong   1.5 nan 0\n  right   1.732 2\n\n"
          "Caught by: check\n  wrong   no\n  right   yes\n"
          "Not caught by: other\n  wrong   well\n  right   well\n\n"
          "Answer    That.\n");
}

TEST_CASE("exhibit text: no line is too wide") {
    for (const step::Exhibit& exhibit : step::exhibits()) {
        std::istringstream text(step::exhibit_text(exhibit, step::run(exhibit)));
        for (std::string line; std::getline(text, line);) CHECK_MESSAGE(line.size() <= step::kExhibitColumns, line);
    }
}

TEST_CASE("exhibit text: the list has a line for each") {
    const std::string list = step::exhibit_list();
    CHECK(std::count(list.begin(), list.end(), '\n') == static_cast<std::ptrdiff_t>(step::exhibits().size()));
    CHECK(list.find("nan-from-log-0             The logarithm of a probability that underflows\n") !=
          std::string::npos);
}
