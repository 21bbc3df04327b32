// tests/html/chart_test.cpp: pictures with axes are whole markup, and say what they show.
#include "examples/html/chart.hpp"

#include <doctest/doctest.h>

#include "tests/html/markup_check.hpp"

namespace vitro::html {
namespace {

const std::string kEvil = "</title><script>\"'&";

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a chart has a title, a description, its ticks, and a tooltip for each mark") {
    Chart chart("one", "Loss", "falls", {"step", 0, 10, false, {0, 5, 10}}, {"nats", 1, 3, false, {1, 2, 3}}, 300);
    chart.line({{0, 3}, {10, 1}}, "s1", "training");
    chart.mark({10, 1}, 2, "best");
    const std::string svg = chart.svg();
    CHECK(html_test::MarkupCheck::complaint(svg) == "");
    for (const char* part :
         {"viewBox=\"0 0 480 300\"", "<title id=\"one-title\">Loss</title>", ">5</text>", ">nats</text>",
          "<desc id=\"one-text\">falls</desc>", "<title>best</title>", "class=\"line s1\""})
        CHECK_MESSAGE(has(svg, part), part);
    CHECK(has(svg, "M58.0 12.0L470.0 248.0"));  // from the top left corner to the bottom right one
}

TEST_CASE("what a chart is told becomes no markup") {
    Chart chart("one", kEvil, kEvil, {kEvil, 1, 10, true, {1, 10}}, {kEvil, 0, 1, false, {0, 1}});
    chart.line({{1, 0}, {10, 1}}, "s1", kEvil);
    chart.mark({1, 0}, 0, kEvil);
    chart.label(5, 5, "end", kEvil);
    CHECK(html_test::MarkupCheck::complaint(chart.svg()) == "");
    CHECK(!has(chart.svg() + legend({{kEvil, 1}, {kEvil, 2, true}}, kEvil), "<script"));
}

TEST_CASE("a legend shows marks, lines and what is dashed") {
    const std::string markup = legend({{"a", 1}, {"b", 2, true}}, "c");
    CHECK(html_test::MarkupCheck::complaint(markup) == "");
    CHECK(has(markup, "class=\"mark s1\""));
    CHECK(has(markup, "class=\"line s2\""));
    CHECK(has(markup, "class=\"line dashed\""));
}

}  // namespace vitro::html
