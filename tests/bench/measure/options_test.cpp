// tests/bench/measure/options_test.cpp: lists of tables and of teams, and patterns.
#include "bench/measure/options.hpp"

#include <doctest/doctest.h>

namespace vitro::bench {
namespace {

template <class Act>
std::string misuse_of(const Act& act) {
    try {
        act();
    } catch (const program::UsageError& error) {
        return error.what();
    }
    return "no misuse";
}

Options with(const std::string& isa, const std::string& threads) {
    Options options;
    options.isa = isa, options.threads = threads;
    return options;
}

}  // namespace

TEST_CASE("without a list there is every table, the reference first, and one thread and a team") {
    const auto tables = Options().tables();
    CHECK(tables.front() == kernels::all_tables().back());
    CHECK(tables.back()->lanes >= tables.front()->lanes);
    CHECK(Options().teams().front() == 1);
    CHECK(Options().teams().back() == kernels::cpu().physical_cores);
}

TEST_CASE("a list chooses, in any order, each once") {
    const std::string best = Options().tables().back()->name;
    CHECK(with(best + ",reference," + best, "").tables().size() == (best == "reference" ? 1 : 2));
    CHECK(with("", "4,1,2,2").teams() == std::vector{1, 2, 4});
}

TEST_CASE("what is not in a list of valid ones is named with them") {
    CHECK(misuse_of([] { with("avx3", "").tables(); }).starts_with("--isa 'avx3': this CPU runs reference"));
    CHECK(misuse_of([] { with("reference,", "").tables(); }).starts_with("--isa ''"));
    for (const char* wrong : {"0", "1,x", "1,", ",1", "2000", "1.5", "-1"}) {
        CAPTURE(wrong);
        CHECK(misuse_of([&] { with("", wrong).teams(); }).find("valid are numbers from 1 to 1024") !=
              std::string::npos);
    }
    CHECK(misuse_of([] { regex_of("gemm("); }).starts_with("'gemm(' is not a regular expression: "));
    CHECK(std::regex_search("gemm/nn", regex_of("")));
}

}  // namespace vitro::bench
