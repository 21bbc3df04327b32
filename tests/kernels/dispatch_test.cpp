// tests/kernels/dispatch_test.cpp: which table is chosen.
#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "kernels/kernels.hpp"

namespace vitro::kernels::inline VITRO_REAL {

// One test: the table in use is state, and the tests of a program share it.
TEST_CASE("the best supported table is in use until another one is selected") {
    const Kernels* best = nullptr;
    for (const Kernels* table : all_tables())
        if (!best && supported(*table)) best = table;
    REQUIRE(best != nullptr);
    CHECK(&table() == best);
    for (const Kernels* candidate : all_tables()) {
        const Kernels* chosen = select(candidate->name);
        CHECK((chosen != nullptr) == supported(*candidate));
        if (chosen) CHECK(&table() == candidate);
    }
    CHECK(&table() == all_tables().back());
    CHECK(select("avx1024") == nullptr);
    CHECK(select("") == nullptr);
    CHECK_MESSAGE(&table() == all_tables().back(), "a name that is not there changes nothing");
    CHECK(select(best->name) == best);
}

TEST_CASE("tables are listed best first, and reference is always there") {
    std::vector<std::string> names;
    for (const Kernels* table : all_tables()) names.emplace_back(table->name);
#if defined(VITRO_F64)
    CHECK(names == std::vector<std::string>{"reference"});
#elif defined(VITRO_X86)
    CHECK(names == std::vector<std::string>{"avx512", "avx2", "base", "reference"});
    CHECK(all_tables()[0]->lanes == 16);
    CHECK(all_tables()[1]->lanes == 8);
#elif defined(VITRO_BASE)
    CHECK(names == std::vector<std::string>{"base", "reference"});
#else
    CHECK(names == std::vector<std::string>{"reference"});
#endif
    CHECK(supported(*all_tables().back()));
    CHECK(all_tables().back()->lanes == 1);
}

}  // namespace vitro::kernels::inline VITRO_REAL
