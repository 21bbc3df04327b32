// tests/bench/steps/lines_test.cpp: a line, its columns, and the table below it.
#include "bench/steps/lines.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/bench/results.hpp"

namespace vitro::bench {
namespace {

StepResult made_up(int ops) {
    StepResult step{bench_test::result("step/demo", 0.5), 1000, 2, {}};
    for (int i = 1; i <= ops; ++i) {
        const std::string name = "op" + std::to_string(i);
        step.profile.of(name) = {name, i, 1e9 * i, 0.001 * i, i % 2 == 0 ? 0.002 * i : 0};
    }
    return step;
}

}  // namespace

TEST_CASE("a line ends in tokens per second, below their heading") {
    const StepConsole console({}, {"step/demo"});
    const StepResult step = made_up(0);
    CHECK(step.tokens_per_second() == 2000);
    const std::string heading = console.heading(), line = console.line(step);
    CHECK(heading.starts_with("case "));
    CHECK(heading.ends_with(" tokens/s\n"));
    CHECK(line.starts_with("step/demo  500 ms  250 ms "));
    CHECK(line.ends_with(" 2000\n"));
    CHECK(heading.size() == line.size());
}

TEST_CASE("a breakdown has the eight ops that take longest, the rest, and the sum") {
    const StepConsole console({}, {"step/demo"});
    const std::string text = console.breakdown(made_up(10));
    CAPTURE(text);
    CHECK(text.find("op10") != std::string::npos);
    CHECK(text.find("op4 ") != std::string::npos);
    CHECK(text.find("2 others") != std::string::npos);
    CHECK(text.find("op1 ") == std::string::npos);
    CHECK(text.find("100.0%") != std::string::npos);
    CHECK(text.find("1000\n") != std::string::npos);  // GFLOP/s of all: 3 x 10 GFLOP in 30 ms, 9 in 9 ms
    CHECK(text.find("\n  all ") != std::string::npos);
    CHECK(console.breakdown(made_up(9)).find("others") == std::string::npos);
}

TEST_CASE("a record of a step has its tokens, and its ops if they were looked at") {
    const nlohmann::ordered_json json = json_of(made_up(2));
    CHECK(json["name"] == "step/demo");
    CHECK(json["tokens_per_second"] == 2000);
    CHECK(json["breakdown"][0]["op"] == "op2");
    CHECK(json["breakdown"][0]["backward"] == 0.004);
    CHECK(!json_of(made_up(0)).contains("breakdown"));
}

}  // namespace vitro::bench
