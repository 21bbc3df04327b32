// tests/html/document_test.cpp: a page is whole, and needs nothing from elsewhere.
#include "examples/html/document.hpp"

#include <doctest/doctest.h>

#include "tests/html/markup_check.hpp"

TEST_CASE("a page is well-formed, asks for nothing, and its title is text") {
    const std::string page = vitro::html::document({.title = "a</title><script>",
                                                    .style = ".own { color: red; }\n",
                                                    .head = "<h1>x</h1>",
                                                    .links = "",
                                                    .sections = "<p>y</p>",
                                                    .foot = "<p>z</p>"});
    CHECK(html_test::MarkupCheck::complaint(page) == "");
    for (const char* outside : {"<script", "http", "url(", "@import", " src=", "<link"})
        CHECK_MESSAGE(page.find(outside) == std::string::npos, outside);
    for (const char* part : {"prefers-color-scheme: dark", "@media print", ".own {", "<main>\n<p>y</p></main>"})
        CHECK_MESSAGE(page.find(part) != std::string::npos, part);
}
