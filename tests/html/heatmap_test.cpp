// tests/html/heatmap_test.cpp: a cell for each share that can be seen, with its names.
#include "examples/html/heatmap.hpp"

#include <doctest/doctest.h>

#include "tests/html/markup_check.hpp"

namespace vitro::html {
namespace {

const std::vector<float> kShares{0.75F, 0.25F, 0.004F, 0.996F};

Heatmap map_of(std::vector<std::string> names) {
    return {.title = "head", .description = "where", .rows = names, .cols = names, .numbers = kShares};
}

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("cells have their share as opacity and in a tooltip, but for those too small to be seen") {
    Heatmap map = map_of({"ich", "i"});
    map.row_is = "writing ";
    const std::string svg = labelled_svg("m", map);
    CHECK(html_test::MarkupCheck::complaint(svg) == "");
    CHECK(count(svg, "fill-opacity") == 3);
    CHECK(count(svg, "fill-opacity=\"0.75\"><title>writing ich, ich: 75 %</title>") == 1);
    CHECK(count(svg, "<title>writing i, i: 100 %</title>") == 1);
    CHECK(count(svg, ">ich</text>") == 2);
}

TEST_CASE("words above a map are turned, single letters are not") {
    CHECK(count(labelled_svg("m", map_of({"ich", "i"})), "rotate(-90)") == 2);
    CHECK(count(labelled_svg("m", map_of({"a", "\u23ce"})), "rotate(-90)") == 0);
}

TEST_CASE("a small map has as many cells, and no names") {
    const std::string svg = small_svg("m", map_of({"ich", "i"}));
    CHECK(html_test::MarkupCheck::complaint(svg) == "");
    CHECK(count(svg, "fill-opacity") == 3);
    CHECK(count(svg, "<text") == 0);
    CHECK(svg.find("viewBox=\"0 0 32 32\" width=\"16\" height=\"16\"") != std::string::npos);
}

TEST_CASE("names are escaped, and long ones cut between characters") {
    const std::string svg = labelled_svg(
        "m", map_of({"<b>&\"", "\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc"}));
    CHECK(html_test::MarkupCheck::complaint(svg) == "");
    CHECK(count(svg, "<b>") == 0);
    CHECK(count(svg, ">\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u2026</text>") == 2);
}

}  // namespace vitro::html
