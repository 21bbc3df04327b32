// tests/core/printable_test.cpp: what a terminal would obey, what it could not show, and what goes on for ever.
#include "core/printable.hpp"

#include <doctest/doctest.h>

using vitro::core::printable;

TEST_CASE("printable: ordinary words stay as they are, in the quotes asked for") {
    CHECK(printable("d_model") == "\"d_model\"");
    CHECK(printable("trian", '\'') == "'trian'");
    CHECK(printable("") == "\"\"");
}

TEST_CASE("printable: control characters and whatever is not ASCII are escaped") {
    CHECK(printable("\x1b[31m\n\x7f") == "\"\\u001b[31m\\n\\u007f\"");
    CHECK(printable("k\xc3\xb6ln \xc2\x9b") == "\"k\\u00f6ln \\u009b\"");
    CHECK(printable("\xff\n", '\'') == "'\\ufffd\\n'");
    CHECK(printable(std::string_view("a\0b", 3)) == "\"a\\u0000b\"");
}

TEST_CASE("printable: what is long is cut") {
    CHECK(printable(std::string(120, 'n')) == '"' + std::string(120, 'n') + '"');
    CHECK(printable(std::string(100'000, 'n'), '\'') == "'" + std::string(120, 'n') + "'…");
}
