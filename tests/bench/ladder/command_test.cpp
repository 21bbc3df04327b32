// tests/bench/ladder/command_test.cpp: vitro_bench ladder as a process: its list, one ladder, misuse.
#include <algorithm>
#include <doctest/doctest.h>

#include "bench/ladder/ladder.hpp"
#include "bench/record/record.hpp"
#include "tests/structure/shell.hpp"
#include "tests/temporary_directory.hpp"

namespace vitro::bench {
namespace {

structure::Outcome climb(const std::string& arguments) {
    return structure::run(structure::quoted(VITRO_BENCH_PROGRAM) + " ladder " + arguments + " 2>&1");
}

std::size_t rungs_of(const std::string& kernel) {
    const std::vector<ladder::Rung> all = ladder::rungs(ladder::instruction_sets().front());
    return static_cast<std::size_t>(
        std::ranges::count_if(all, [&](const auto& rung) { return rung.kernel == kernel; }));
}

}  // namespace

TEST_CASE("the list has a line for each rung, with a team where one is used") {
    const std::string set = ladder::instruction_sets().back();
    const structure::Outcome all = climb("--isa " + set + " --threads 2 --benchmark_list_tests");
    CHECK(all.status == 0);
    CHECK(std::ranges::count(all.output, '\n') == static_cast<std::ptrdiff_t>(ladder::rungs(set).size()));
    CHECK(all.output.starts_with("gemm/forward/naive/isa:" + set + "/threads:1/480x480x480\n"));
    CHECK(all.output.find("\nsoftmax/forward+causal/threaded/isa:" + set + "/threads:2/") != std::string::npos);
}

TEST_CASE("a ladder is timed from its first rung to its last") {
    const test::TemporaryDirectory directory;
    const std::string path = directory / "ladder.json";
    const structure::Outcome outcome =
        climb("layer_norm --quick --threads 1 --benchmark_repetitions=1 --json " + structure::quoted(path));
    CAPTURE(outcome.output);
    const bool was_disturbed = outcome.output.find(" of their roof, ") != std::string::npos;
    CHECK((outcome.status == 0 || was_disturbed));
    for (const char* told : {"\nlayer_norm forward, ", "\nlayer_norm backward, ", "\n  naive ", "\n  vitro ", " GB/s "})
        CHECK(outcome.output.find(told) != std::string::npos);

    const nlohmann::ordered_json rungs = read_record(path).sections.at("rungs");
    CHECK(rungs.size() == rungs_of("layer_norm"));
    CHECK(rungs.at(0).at("name") == "naive");
    for (const auto& rung : rungs) CHECK(rung.at("idea").get<std::string>().ends_with("."));
}

TEST_CASE("what there is no ladder of is answered with what there is") {
    const structure::Outcome kernel = climb("gelu"), set = climb("--isa mmx"), reference = climb("--isa reference");
    CHECK(kernel.status == 2);
    CHECK(kernel.output ==
          "vitro: ladder: there is none of 'gelu'; there are those of gemm, softmax, layer_norm, attention, "
          "cross_entropy\n");
    CHECK(set.status == 2);
    CHECK(set.output.starts_with("vitro: --isa 'mmx': "));
    const bool has_rungs_of_it = ladder::instruction_sets().back() == "reference";
    if (!has_rungs_of_it)
        CHECK(reference.output.starts_with("vitro: --isa reference: on this CPU there are rungs for "));
}

}  // namespace vitro::bench
