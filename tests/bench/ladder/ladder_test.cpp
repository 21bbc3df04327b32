// tests/bench/ladder/ladder_test.cpp: each rung of each ladder agrees with the reference table, on every instruction
// set that this CPU has; what is said of the rungs; and that the guide shows the rung it speaks of.
#include "bench/ladder/ladder.hpp"

#include <algorithm>
#include <array>
#include <doctest/doctest.h>
#include <map>
#include <set>

#include "bench/ladder/problem.hpp"
#include "kernels/kernels.hpp"
#include "tests/structure/project.hpp"

namespace vitro::bench::ladder {
namespace {

void check_rungs(const std::string& kernel) {
    int checked = 0;
    for (const int threads : {1, 3}) {
        REQUIRE(kernels::prepare(threads));
        for (const std::string& set : instruction_sets())
            for (const Rung& rung : rungs(set)) {
                if (rung.kernel != kernel || (threads > 1 && !rung.threaded)) continue;
                const std::string difference = disagreement(rung);
                CHECK_MESSAGE(difference.empty(), set << ", " << threads << " threads: " << difference);
                ++checked;
            }
    }
    kernels::prepare(1);
    CHECK(checked > 10);
}

}  // namespace

TEST_CASE("gemm: every rung agrees with the reference") {
    check_rungs("gemm");
}
TEST_CASE("softmax: every rung agrees with the reference") {
    check_rungs("softmax");
}
TEST_CASE("layer norm: every rung agrees with the reference") {
    check_rungs("layer_norm");
}
TEST_CASE("attention: every rung agrees with the reference") {
    check_rungs("attention");
}
TEST_CASE("cross-entropy: every rung agrees with the reference") {
    check_rungs("cross_entropy");
}

TEST_CASE("every ladder goes from the definition to the table's slot, with an idea of its own on each rung") {
    for (const std::string& set : instruction_sets()) {
        std::map<std::string, std::vector<Rung>> ladders;
        std::set<std::string> ideas;
        for (const Rung& rung : rungs(set)) {
            ladders[rung.kernel + " " + rung.direction].push_back(rung);
            CHECK_MESSAGE(ideas.insert(rung.idea).second, rung.kernel << " " << rung.direction << ": " << rung.idea);
            CHECK_MESSAGE(rung.idea.ends_with('.'), rung.idea);
            CHECK(rung.read > 0);
        }
        CHECK(ladders.size() == 10);
        for (const auto& entry : ladders) {
            const std::string& name = entry.first;
            const auto& ladder = entry.second;
            CHECK_MESSAGE(ladder.size() >= 5, name);
            CHECK_MESSAGE(ladder.front().name == "naive", name);
            CHECK_MESSAGE(ladder.back().name == "vitro", name);
            for (const Rung& rung : ladder) CHECK_MESSAGE(rung.size == ladder.front().size, name);
        }
    }
    CHECK(rungs("no such instruction set").empty());
}

TEST_CASE("the first number that is further off than rounding explains is named, and so is one that was not written") {
    Memory memory;
    float* const y = memory.output("y", 3);
    const std::vector<std::vector<float>> wanted{{1, 2, 4}};
    const std::vector<std::vector<double>> bounds{{0.5, 0.5, 0.5}};
    std::copy_n(std::array{1.5F, 2.0F, 3.5F}.data(), 3, y);
    CHECK(first_difference(memory, wanted, bounds).empty());
    y[2] = 3;
    CHECK(first_difference(memory, wanted, bounds) == "y[2] is 3, the reference has 4, and rounding explains 5.0e-01");
    memory.spoil_outputs();
    CHECK(first_difference(memory, wanted, bounds).starts_with("y[0] is nan, the reference has 1,"));
}

TEST_CASE("the guide shows yours.cpp as it is") {
    const std::string guide = structure::read_text("bench/ladder/README.md");
    const std::string source = structure::read_text("bench/ladder/rungs/yours.cpp");
    const std::size_t open = guide.find("```cpp\n"), begin = open + 7, end = guide.find("```\n", begin);
    REQUIRE(open != std::string::npos);
    REQUIRE(end != std::string::npos);
    CHECK(source.find("\n" + guide.substr(begin, end - begin)) != std::string::npos);
    CHECK(end - begin > 200);
}

}  // namespace vitro::bench::ladder
