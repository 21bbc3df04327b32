// examples/step/terminal/heatmap.cpp: half-blocks in 24 bits, 256 or 16 colours; signs and digits; tables.
#include "examples/step/terminal/heatmap.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace vitro::step {
namespace {

constexpr std::int64_t kMostRows = 32;
constexpr int kLabelWidth = 9, kNumberWidth = 9;

std::string label(const std::vector<std::string>& labels, std::int64_t i, int width) {
    const auto at = static_cast<std::size_t>(i);
    const std::string text = at < labels.size() && !labels[at].empty() ? labels[at] : fmt::format("{}", i);
    std::string cut = text;
    while (width_of(cut) > width) {
        do cut.pop_back();
        while (!cut.empty() && (static_cast<unsigned char>(cut.back()) & 0xC0) == 0xC0);
    }
    return right(cut, width);
}

int label_width(const Matrix& matrix) {
    int width = matrix.rows > 10 ? 2 : 1;
    for (const std::string& word : matrix.row_labels) width = std::max(width, std::min(width_of(word), kLabelWidth));
    return width;
}

float at(const Matrix& matrix, std::int64_t row, std::int64_t column) {
    return matrix.numbers[static_cast<std::size_t>(row * matrix.columns + column)];
}

double largest(const Matrix& matrix) {
    double size = 0;
    for (const float number : matrix.numbers)
        if (std::isfinite(number)) size = std::max(size, std::abs(static_cast<double>(number)));
    return size;
}

/// From -1 to 1; the root, so that small numbers are not all alike.
double share(float number, double most) {
    if (most == 0) return 0;
    const double part = static_cast<double>(number) / most;
    return part < 0 ? -std::sqrt(-part) : std::sqrt(part);
}

struct Shade {
    int red, green, blue;
};

/// Blue and orange, which people who see no red or no green tell apart; magenta for what is not a number.
Shade shade_of(float number, double most) {
    if (!std::isfinite(number)) return {255, 0, 255};
    const double part = share(number, most);
    const auto mix = [&](int low, int high) { return static_cast<int>(low + std::abs(part) * (high - low)); };
    return part >= 0 ? Shade{mix(24, 70), mix(24, 150), mix(24, 255)} : Shade{mix(24, 255), mix(24, 140), mix(24, 20)};
}

/// Of the 6 x 6 x 6 cube.
int cube(const Shade& s) {
    const auto level = [](int c) { return c < 48 ? 0 : c < 115 ? 1 : (c - 35) / 40; };
    return 16 + 36 * level(s.red) + 6 * level(s.green) + level(s.blue);
}

/// Black, blue, bright blue; black, brown, bright yellow.
int plain_colour(float number, double most) {
    if (!std::isfinite(number)) return 5;
    const double part = share(number, most);
    if (std::abs(part) < 0.25) return 0;
    const int bright = std::abs(part) > 0.65 ? 60 : 0;
    return bright + (part > 0 ? 4 : 3);
}

std::string colour_code(const Look& look, float number, double most, bool ground) {
    const int base = ground ? 40 : 30;
    if (look.colours == Colours::sixteen) return fmt::format("{}", base + plain_colour(number, most));
    const Shade s = shade_of(number, most);
    if (look.colours == Colours::many) return fmt::format("{};5;{}", base + 8, cube(s));
    return fmt::format("{};2;{};{};{}", base + 8, s.red, s.green, s.blue);
}

std::string sign_and_digit(float number, double most) {
    if (std::isnan(number)) return "!!";
    if (std::isinf(number)) return number > 0 ? "+!" : "-!";
    if (number == 0) return " 0";
    const int tenth = most == 0 ? 0 : std::min(9, static_cast<int>(10 * std::abs(static_cast<double>(number)) / most));
    return fmt::format("{}{}", number > 0 ? '+' : '-', tenth);
}

std::string cell(const Look& look, float number, double most) {
    const std::string text = sign_and_digit(number, most);
    if (!look.colour()) return text + " ";
    return fmt::format("\033[97;{}m{}\033[0m", colour_code(look, number, most, true), text);
}

std::string left_out(const Matrix& matrix, std::int64_t rows, std::int64_t columns) {
    if (rows == matrix.rows && columns == matrix.columns) return "";
    return fmt::format("; {} of {} rows, {} of {} columns", rows, matrix.rows, columns, matrix.columns);
}

std::string text_rows(const Look& look, const Matrix& matrix, std::int64_t rows, std::int64_t columns, double most) {
    const int width = label_width(matrix);
    std::string text;
    for (std::int64_t row = 0; row < rows; ++row) {
        text += "  " + dim(look, label(matrix.row_labels, row, width)) + " ";
        for (std::int64_t column = 0; column < columns; ++column) text += cell(look, at(matrix, row, column), most);
        while (text.ends_with(' ')) text.pop_back();
        text += "\n";
    }
    return text;
}

std::string block_rows(const Look& look, const Matrix& matrix, std::int64_t rows, std::int64_t columns, double most) {
    const int width = label_width(matrix);
    std::string text;
    for (std::int64_t row = 0; row < rows; row += 2) {
        const bool both = row + 1 < rows;
        const std::string below = both ? label(matrix.row_labels, row + 1, width) : right("", width);
        text += "  " + dim(look, label(matrix.row_labels, row, width) + " " + below) + " ";
        for (std::int64_t column = 0; column < columns; ++column) {
            text += "\033[" + colour_code(look, at(matrix, row, column), most, false);
            if (both) text += ";" + colour_code(look, at(matrix, row + 1, column), most, true);
            text += "m▀▀\033[0m";
        }
        text += "\n";
    }
    return text;
}

/// One number as wide as the others.
std::string number_text(float number, double most) {
    const double x = static_cast<double>(number);
    if (!std::isfinite(x) || x == 0 || most == 0) return brief(x);
    if (most < 1e-3 || most >= 1e4) return fmt::format("{:.2e}", x);
    const int whole = std::max(1, static_cast<int>(std::floor(std::log10(most))) + 1);
    return fmt::format("{:.{}f}", x, 6 - whole);
}

std::string table_block(const Look& look, const Matrix& matrix, std::int64_t rows, std::int64_t from, std::int64_t to) {
    const int width = label_width(matrix);
    const double most = largest(matrix);
    std::string text;
    if (matrix.columns > 1 || !matrix.column_labels.empty()) {
        text = "  " + std::string(static_cast<std::size_t>(width), ' ');
        for (std::int64_t column = from; column < to; ++column)
            text += " " + dim(look, label(matrix.column_labels, column, kNumberWidth));
        text += "\n";
    }
    for (std::int64_t row = 0; row < rows; ++row) {
        text += "  " + dim(look, label(matrix.row_labels, row, width));
        for (std::int64_t column = from; column < to; ++column)
            text += " " + right(number_text(at(matrix, row, column), most), kNumberWidth);
        text += "\n";
    }
    return text;
}

}  // namespace

std::string heatmap(const Look& look, const Matrix& matrix) {
    const double most = largest(matrix);
    const bool blocks = look.colour() && !look.ascii;
    const int room = look.columns - 4 - label_width(matrix) * (blocks ? 2 : 1);
    const std::int64_t columns = std::clamp<std::int64_t>(room / (look.colour() ? 2 : 3), 1, matrix.columns);
    const std::int64_t rows = std::min(matrix.rows, kMostRows);
    std::string text =
        blocks ? block_rows(look, matrix, rows, columns, most) : text_rows(look, matrix, rows, columns, most);
    const std::string scale = blocks ? "blue +, orange -, brightest" : "+9 and -9";
    return text + wrapped(look, fmt::format("({}: {}{})", scale, brief(most), left_out(matrix, rows, columns)), 2);
}

std::string number_table(const Look& look, const Matrix& matrix, bool all) {
    const std::int64_t fit = std::max(1, (look.columns - 2 - label_width(matrix)) / (kNumberWidth + 1));
    const std::int64_t rows = all ? matrix.rows : std::min(matrix.rows, kMostRows);
    if (!all) {
        const std::int64_t columns = std::min(fit, matrix.columns);
        const std::string missing = left_out(matrix, rows, columns);
        return table_block(look, matrix, rows, 0, columns) + (missing.empty() ? "" : "  (" + missing.substr(2) + ")\n");
    }
    std::string text;
    for (std::int64_t from = 0; from < matrix.columns; from += fit)
        text += table_block(look, matrix, rows, from, std::min(from + fit, matrix.columns));
    return text;
}

std::string picture(const Look& look, const Matrix& matrix) {
    const std::int64_t fit = (look.columns - 2 - label_width(matrix)) / (kNumberWidth + 1);
    return matrix.columns <= fit && matrix.rows <= 8 ? number_table(look, matrix) : heatmap(look, matrix);
}

}  // namespace vitro::step
