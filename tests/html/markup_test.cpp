// tests/html/markup_test.cpp: nothing that is said becomes markup.
#include "examples/html/markup.hpp"

#include <doctest/doctest.h>

#include "tests/html/markup_check.hpp"

namespace vitro::html {

using html_test::MarkupCheck;

TEST_CASE("the check of markup finds what is wrong") {
    CHECK(MarkupCheck::complaint("<a b=\"c\">&amp;<d/></a>") == "");
    for (const char* wrong : {"<a>", "<a></b>", "<a b=c></a>", "<a b></a>", "a & b", "<a b=\"1\" b=\"2\"/>",
                              "<a id=\"x\"/><b id=\"x\"/>", "</a>", "<a b=\"<\"/>", "<>"})
        CHECK_MESSAGE(MarkupCheck::complaint(wrong) != "", wrong);
}

TEST_CASE("text is escaped, control characters are shown") {
    CHECK(escaped("a<b>&\"c'") == "a&lt;b&gt;&amp;&quot;c&#39;");
    CHECK(escaped("a\x1b[31m\x7f") == "a\xef\xbf\xbd[31m\xef\xbf\xbd");
    CHECK(escaped("\xc3\xa9\n") == "\xc3\xa9\n");
    CHECK(escaped("a\xff<\xc3") == "a\xef\xbf\xbd&lt;\xef\xbf\xbd");  // not UTF-8
}

TEST_CASE("a fact of which there is nothing to say is left out") {
    CHECK(facts({{"a<", "<b>1</b>"}, {"c", ""}}) ==
          "<dl class=\"facts\">\n<div><dt>a&lt;</dt><dd><b>1</b></dd></div>\n</dl>\n");
}

TEST_CASE("a bar is no longer than its whole") {
    CHECK(bar(1, 4, 2).find("width:25.0%") != std::string::npos);
    CHECK(bar(9, 4, 2).find("width:100.0%") != std::string::npos);
    CHECK(bar(1, 0, 2).find("width:0.0%") != std::string::npos);
}

}  // namespace vitro::html
