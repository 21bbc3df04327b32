// tests/structure/printed.cpp: cuts lines into words and numbers, and compares them.
#include "tests/structure/printed.hpp"

#include <algorithm>
#include <cmath>
#include <regex>
#include <vector>

#include "tests/structure/project.hpp"

namespace structure {
namespace {

/// A number that does not belong to a name, as in "f32" or "layer.0", or a run of anything else.
const std::regex kPiece(R"(([-+]?\d+(\.\d+)?([eE][-+]?\d+)?)|[A-Za-z_][\w.-]*|\S)");

struct Piece {
    std::string text;
    bool is_number = false;
    bool is_whole = false;
};

std::vector<Piece> pieces_of(const std::string& line) {
    std::vector<Piece> pieces;
    for (std::sregex_iterator match(line.begin(), line.end(), kPiece), end; match != end; ++match)
        pieces.push_back({.text = match->str(),
                          .is_number = (*match)[1].matched,
                          .is_whole = !(*match)[2].matched && !(*match)[3].matched});
    return pieces;
}

bool agree(const Piece& expected, const Piece& actual, double tolerance) {
    if (expected.text == actual.text) return true;
    if (!expected.is_number || !actual.is_number || (expected.is_whole && actual.is_whole)) return false;
    const double wanted = std::stod(expected.text);
    return std::abs(std::stod(actual.text) - wanted) <= tolerance * std::max(1.0, std::abs(wanted));
}

bool lines_agree(const std::string& expected, const std::string& actual, double tolerance) {
    const auto same = [&](const Piece& a, const Piece& b) { return agree(a, b, tolerance); };
    return std::ranges::equal(pieces_of(expected), pieces_of(actual), same);
}

std::vector<std::string> lines_without_empty_end(std::string_view text) {
    std::vector<std::string> lines = lines_of(text);
    while (!lines.empty() && lines.back().find_first_not_of(" \t\r") == std::string::npos) lines.pop_back();
    return lines;
}

std::string line_or_end(const std::vector<std::string>& lines, std::size_t index) {
    return index < lines.size() ? "\"" + lines[index] + "\"" : "the end";
}

}  // namespace

std::optional<std::string> difference(std::string_view expected, std::string_view actual, double tolerance) {
    const std::vector<std::string> wanted = lines_without_empty_end(expected);
    const std::vector<std::string> got = lines_without_empty_end(actual);
    for (std::size_t i = 0; i < std::max(wanted.size(), got.size()); ++i) {
        const bool both = i < wanted.size() && i < got.size();
        if (!both || !lines_agree(wanted[i], got[i], tolerance))
            return "line " + std::to_string(i + 1) + ": expected " + line_or_end(wanted, i) + ", got " +
                   line_or_end(got, i);
    }
    return std::nullopt;
}

}  // namespace structure
