// tests/step/terminal/show_test.cpp: printed numbers are the recording's, and written ones too.
#include <doctest/doctest.h>
#include <filesystem>
#include <fmt/format.h>

#include "examples/step/terminal/session.hpp"
#include "tests/step/recorded.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro;

TEST_CASE("show: one number in nine digits and to the bit") {
    step::Session session(test::recorded_lesson(), {});
    const float x = test::lesson_timeline().numbers(test::lesson_value("output.weight"), 0).numbers[2 * 18 + 5];
    const std::string number = fmt::format("{:.9g}  ({:a})", static_cast<double>(x), static_cast<double>(x));
    CHECK(session.line("pt output.weight[2,5]").find(number) != std::string::npos);
    CHECK(session.line("pt output.weight[2,a]").find(number) != std::string::npos);
}

TEST_CASE("show: statistics, marks, a file") {
    const test::TemporaryDirectory directory;
    step::Session session(test::recorded_lesson(), {});
    const std::string file = (directory.path() / "w.npy").string();
    const std::string text = session.line("pt output.bias -s -r [[-inf,-0.001]] -w " + file);
    CHECK(text.find("18 numbers: norm") != std::string::npos);
    CHECK(text.find("of 18 are in [-inf, -0.0010]") != std::string::npos);
    CHECK(std::filesystem::file_size(file) == 128 + 18 * 4);
    CHECK(session.line("pt output.bias -w").starts_with("? -w needs a file"));
    CHECK(session.line("pt output.bias -r 3").starts_with("? -r 3: needs two bounds"));
    CHECK(session.line("pt output.bias -w " + file + "/no.npy").starts_with("? "));
}

TEST_CASE("show: the view stays until it is set back") {
    step::Session session(test::recorded_lesson(), {});
    session.line("goto B output.linear");
    CHECK(session.line("card").find("\n  g:\n") != std::string::npos);
    session.line("v");
    CHECK(session.line("card").find("\n  v:\n") != std::string::npos);
    CHECK(session.line("card auto").find("\n  g:\n") != std::string::npos);
    CHECK(session.line("u output.weight[0,0]").find("sqrt(v^)") != std::string::npos);
    CHECK(session.line("k encoder.layers.0.norm1.layer_norm/3").find("a contribution") != std::string::npos);
}
