// tests/program/program_name_test.cpp: the commands that the program suggests are those that its user has.
#include <doctest/doctest.h>

#include "tests/program/desk.hpp"

using program_test::Desk;

TEST_CASE("program name: an example begins with what the program was called by, as a shell reads it") {
    const Desk desk;
    for (const char* name : {"./vitro", "vitro", "/opt/vitro/bin/vitro", "my tools/vitro"}) {
        CAPTURE(name);
        const std::string typed = std::string(name).find(' ') == std::string::npos ? name : "'my tools/vitro'";
        const std::string called = "bash -c 'exec -a \"$0\" \"$1\" check --help' " + typed + " \"$vitro\"";
        CHECK(desk.shell(called).out.find("\nExample: " + typed + " check softmax\n") != std::string::npos);
    }
}
