// tests/bench/kernels/cases_test.cpp: what the cases claim to be.
#include "bench/kernels/cases.hpp"

#include <doctest/doctest.h>
#include <set>

#include "bench/machine/machine.hpp"

namespace vitro::bench {
namespace {

/// Of every slot, as slot/variant/size.
void visit_all(const std::function<void(const std::string&, const Case&)>& visit) {
    for (const Slot& slot : kSlots)
        slot.cases([&](const Case& what) { visit(slot.name + ("/" + what.variant) + "/" + what.size, what); });
}

}  // namespace

TEST_CASE("no two cases have one name, and all but a query of sizes move something") {
    std::set<std::string> names;
    visit_all([&](const std::string& name, const Case& what) {
        CAPTURE(name);
        CHECK(names.insert(name).second);
        CHECK((what.bytes.moved() > 0 || name.starts_with("attention_workspace/")));
    });
}

TEST_CASE("what memory bounds has a case in L2 and one that no cache holds") {
    constexpr double kSmallestL2 = 256 << 10, kLargestL1 = 64 << 10;
    for (const std::string wanted :
         {"softmax/plain/", "layer_norm//", "layer_norm_backward//", "unary/gelu_tanh/", "unary/gelu_erf/",
          "binary/add/", "cross_entropy//", "cross_entropy_backward//", "adam//", "scatter_add_rows//"}) {
        int in_l2 = 0, in_dram = 0;
        visit_all([&](const std::string& name, const Case& what) {
            if (!name.starts_with(wanted)) return;
            const double bytes = what.bytes.footprint();
            in_l2 += bytes > kLargestL1 && bytes < kSmallestL2;
            in_dram += bytes >= 0.99 * static_cast<double>(dram_bytes());
        });
        CAPTURE(wanted);
        CHECK(in_l2 == 1);
        CHECK(in_dram == 1);
    }
}

TEST_CASE("every small case runs on the table in use") {
    visit_all([&](const std::string& name, const Case& what) {
        if (what.operations > 1e8 || what.bytes.footprint() > 1e6) return;
        CAPTURE(name);
        const Run run = what.make();
        run(kernels::table());
        CHECK(run != nullptr);
    });
}

}  // namespace vitro::bench
