// tests/core/runtime_test.cpp: the choice of the kernel table.
#include "core/runtime.hpp"

#include <algorithm>
#include <cstdio>
#include <doctest/doctest.h>
#include <filesystem>
#include <fmt/format.h>
#include <string_view>

#include "tests/error_of.hpp"

using namespace vitro::core;
using vitro::test::error_of;

TEST_CASE("tables are listed best first, reference last, and each can be used") {
    const std::vector<std::string> names = runtime::table_names();
    REQUIRE_FALSE(names.empty());
    CHECK(names.back() == "reference");
    const std::string before = runtime::kernels().name;
    CHECK(std::find(names.begin(), names.end(), before) != names.end());
    for (const std::string& name : names) {
        runtime::use_table(name);
        CHECK(runtime::kernels().name == name);
    }
    runtime::use_table(before);
}

TEST_CASE("the CPU is told") {
    CHECK(runtime::cpu().physical_cores >= 1);
    CHECK(std::string_view(runtime::cpu().model) != "");
}

TEST_CASE("an unknown table is refused with the valid ones, and nothing changes") {
    const std::string before = runtime::kernels().name;
    CHECK(error_of([] { runtime::use_table("avx1024"); }) ==
          fmt::format("[runtime] there is no kernel table 'avx1024' for this CPU: valid are {}",
                      fmt::join(runtime::table_names(), ", ")));
    CHECK(runtime::kernels().name == before);
}

TEST_CASE("what the first use of the kernels says" *
          doctest::skip()) {  // run by the test below, in a process of its own
    fmt::print("{}\n", error_of([] { runtime::kernels(); }));
}

namespace {

std::string first_use_with(const std::string& variable) {
    const std::string program = std::filesystem::read_symlink("/proc/self/exe");
    const std::string command =
        variable + " '" + program + "' --no-skip --no-version --minimal -tc='what the first use of the kernels says'";
    FILE* output = popen(command.c_str(), "r");
    REQUIRE(output);
    char line[400] = "";
    const bool printed = std::fgets(line, sizeof line, output) != nullptr;
    pclose(output);
    REQUIRE(printed);
    return line;
}

}  // namespace

TEST_CASE("VITRO_ISA and VITRO_THREADS are obeyed or refused in a sentence") {
    CHECK(first_use_with("VITRO_ISA=reference VITRO_THREADS=2") == "no error\n");
    CHECK(first_use_with("VITRO_ISA=avx1024").starts_with("[runtime] there is no kernel table 'avx1024' for this CPU"));
    CHECK(first_use_with("VITRO_THREADS=0") == "[threads] VITRO_THREADS='0': valid are 1 to 1024\n");
    CHECK(first_use_with("VITRO_THREADS=4x") == "[threads] VITRO_THREADS='4x': valid are 1 to 1024\n");
}
