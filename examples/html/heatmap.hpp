// examples/html/heatmap.hpp: a matrix of shares as a picture: the larger the number, the stronger the colour.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace vitro::html {

struct Heatmap {
    std::string title, description;        ///< what is read out in place of the picture
    std::vector<std::string> rows, cols;   ///< a name for each
    std::span<const float> numbers;        ///< row-major, 0 to 1; what is below 0.01 is drawn as nothing
    std::string row_is = "", col_is = "";  ///< what rows and columns are: "written", "read"
};

/// With the names beside it, and in each cell a tooltip: "ich, i: 43 %". `id` is one of the page's own.
std::string labelled_svg(const std::string& id, const Heatmap& map);
/// Without names, in few bytes: for many beside each other.
std::string small_svg(const std::string& id, const Heatmap& map);

}  // namespace vitro::html
