// examples/step/terminal/heatmap.hpp: a matrix as a picture: blue is above 0, orange below, centred at 0.
//
// With colour two rows share a line: a half-block whose upper half has the text's colour and whose lower half the
// ground's. Without, or in ASCII, a cell is its sign and a digit, tenths of the largest number: "+9" to "-9".
#pragma once

#include <string>
#include <vector>

#include "examples/step/terminal/look.hpp"

namespace vitro::step {

/// A matrix to be shown. Labels may be fewer than rows and columns; "" is none.
struct Matrix {
    std::int64_t rows = 0, columns = 0;
    std::vector<float> numbers;
    std::vector<std::string> row_labels = {}, column_labels = {};
};

/// With its scale in the last line. What does not fit into the columns, or is beyond 32 rows, is left out and counted.
std::string heatmap(const Look& look, const Matrix& matrix);
/// Each number in decimal. What does not fit is left out and counted unless `all`: then the columns come in blocks.
std::string number_table(const Look& look, const Matrix& matrix, bool all = false);
/// Numbers of a small matrix, a picture of a large one.
std::string picture(const Look& look, const Matrix& matrix);

}  // namespace vitro::step
