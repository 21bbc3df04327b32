// tests/bench/steps/command_test.cpp: `bench steps` as a process: names, a quick run, its record, misuse.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "bench/record/record.hpp"
#include "kernels/kernels.hpp"
#include "tests/structure/shell.hpp"
#include "tests/temporary_directory.hpp"

namespace vitro::bench {
namespace {

struct Desk {
    /// With standard error behind the output.
    structure::Outcome steps(const std::string& arguments) const {
        return structure::run("cd " + structure::quoted(directory.path().string()) + " && " +
                              structure::quoted(VITRO_BENCH_PROGRAM) + " steps " + arguments + " 2>&1");
    }
    test::TemporaryDirectory directory;
};

/// The exit status is 1 where another program disturbed the measurement so much that it was refused.
bool ended_well(const structure::Outcome& outcome) {
    return outcome.status == 0 || (outcome.status == 1 && outcome.output.find(" of their roof, ") != std::string::npos);
}

const std::string kBest = kernels::table().name;

}  // namespace

TEST_CASE("cases are named kind/model/isa/threads/size, and the filter chooses among them") {
    const Desk desk;
    std::istringstream all(desk.steps("--threads 1,2 --benchmark_list_tests").output);
    const std::regex form("(step|evaluation|decoding)/(demo|multi30k-small)/isa:[a-z0-9]+/threads:[12]/[0-9x*]+");
    int count = 0;
    for (std::string name; std::getline(all, name); ++count) CHECK_MESSAGE(std::regex_match(name, form), name);
    CHECK(count % 12 == 0);  // six workloads, two teams
    CHECK(count > 0);
    CHECK(desk.steps("step/multi30k --isa reference --threads 2 --benchmark_list_tests").output ==
          "step/multi30k-small/isa:reference/threads:2/4*32x15\n");
    CHECK(desk.steps("step/demo --quick --threads 1 --benchmark_list_tests").output ==
          "step/demo/isa:" + kBest + "/threads:1/128x10\n");
}

TEST_CASE("a quick run prints lines with a breakdown, and writes a record") {
    const Desk desk;
    const structure::Outcome outcome = desk.steps("'decoding/demo' --threads 1 --quick --breakdown --json steps.json");
    CAPTURE(outcome.output);
    REQUIRE(ended_well(outcome));
    const std::string name = "decoding/demo/isa:" + kBest + "/threads:1/64x5";
    for (const std::string& told : {"\n" + name + " ", std::string(" tokens/s\n"), std::string("\n  linear "),
                                    std::string("\n  all "), std::string(" GFLOP/s ")})
        CHECK(outcome.output.find(told) != std::string::npos);
    const Record record = read_record(desk.directory / "steps.json");
    CHECK(record.command == "steps");
    REQUIRE(record.results.size() == 1);
    const Result& result = record.results[0];
    CHECK(result.name == name);
    CHECK(result.kernel == "decoding");
    CHECK(result.operations > 1e7);
    CHECK(result.gflops > 0);
    CHECK(result.seconds.repetitions == 3);
    const nlohmann::ordered_json& steps = record.sections["steps"];
    REQUIRE(steps.size() == 1);
    CHECK(steps[0]["name"] == name);
    CHECK(steps[0]["tokens"] == 64);
    CHECK(steps[0]["breakdown"].size() > 3);
}

TEST_CASE("misuse of bench steps is told in a sentence with what is valid") {
    const Desk desk;
    const structure::Outcome none = desk.steps("stride");
    CHECK(none.status == 2);
    CHECK(none.output ==
          "vitro: steps: no case matches 'stride'; there are step/demo, evaluation/demo, decoding/demo, "
          "step/multi30k-small, evaluation/multi30k-small, decoding/multi30k-small\n");
    CHECK(desk.steps("'step('").output.find("'step(' is not a regular expression") != std::string::npos);
    CHECK(desk.steps("--isa sse9").output.find("--isa 'sse9': this CPU runs reference") != std::string::npos);
    CHECK(desk.steps("--json no/where.json step/demo").status == 1);
}

}  // namespace vitro::bench
