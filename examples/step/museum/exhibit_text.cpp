// examples/step/museum/exhibit_text.cpp: words that wrap, numbers of six digits.
#include "examples/step/museum/exhibit_text.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <sstream>

namespace vitro::step {
namespace {

constexpr std::size_t kIndent = 10;

/// `head` in the margin, the words beside it.
std::string paragraph(std::string_view head, const std::string& words) {
    std::string text = fmt::format("{:<{}}", head, kIndent);
    std::size_t column = kIndent;
    std::istringstream stream(words);
    for (std::string word; stream >> word;) {
        if (column > kIndent && column + 1 + word.size() > kExhibitColumns) {
            text += "\n" + std::string(kIndent, ' ');
            column = kIndent;
        }
        if (column > kIndent) text += " ", ++column;
        text += word;
        column += word.size();
    }
    return text + "\n";
}

std::string numbers_text(const std::vector<double>& numbers) {
    std::string text;
    for (const double number : numbers)
        text += std::isnan(number) ? " nan" : fmt::format(" {:.5g}", number == 0 ? 0 : number);
    return text;
}

std::string both(const std::string& title, const std::string& wrong, const std::string& right) {
    return title + "\n" + paragraph("  wrong", wrong) + paragraph("  right", right);
}

/// Of a check that sees a difference between the two, and of one to which both are right.
std::string verdict_title(const Verdict& verdict) {
    return verdict.catches() ? fmt::format("Caught by: {}", verdict.check)
                             : fmt::format("Not caught by: {}", verdict.check);
}

}  // namespace

std::string exhibit_text(const Exhibit& exhibit, const Shown& shown) {
    std::string text = fmt::format("{}: {}\n\n", exhibit.name, exhibit.title);
    text += paragraph("Seen", std::string(exhibit.symptom));
    text += paragraph("Question", std::string(exhibit.question)) + "\n";
    for (const Figure& figure : shown.figures)
        text += both(figure.what, numbers_text(figure.wrong), numbers_text(figure.right));
    text += "\n";
    for (const Verdict& verdict : shown.verdicts)
        text += both(verdict_title(verdict), verdict.of_wrong, verdict.of_right);
    text += "\n" + paragraph("Answer", std::string(exhibit.explanation));
    return text;
}

std::string exhibit_list() {
    std::size_t width = 0;
    for (const Exhibit& exhibit : exhibits()) width = std::max(width, exhibit.name.size());
    std::string text;
    for (const Exhibit& exhibit : exhibits()) text += fmt::format("{:<{}}  {}\n", exhibit.name, width, exhibit.title);
    return text;
}

}  // namespace vitro::step
