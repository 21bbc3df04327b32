// tests/kernels/copy_test.cpp: copies between layouts: permute, slice, concat.
#include <doctest/doctest.h>

#include "tests/kernels/layouts.hpp"
#include "tests/kernels/slots.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {
namespace {

constexpr std::array<int, 4> kOrders[] = {{0, 1, 2, 3}, {0, 1, 3, 2}, {0, 2, 1, 3}, {3, 2, 1, 0}, {2, 3, 0, 1}};

Case copy_case(Source& source, const std::string& what, const Layout& layout, const Strides& to, const Strides& from) {
    const Numbers x = source.numbers(extent(layout, from));
    if (x.size() > 2) x[1] = static_cast<real>(kNan), x[2] = static_cast<real>(-kInfinity);
    if (x.size() > 0) x[x.size() / 2] = std::numeric_limits<real>::denorm_min();  // moved, not computed with
    return {.slot = "copy",
            .what = what + " of " + std::to_string(layout.total()),
            .writes = Writes::on_demand,
            .outputs = {{.size = extent(layout, to)}},
            .run = [=](const Kernels& k, auto& out,
                       bool accumulate) { k.copy(out[0], to, accumulate, x.data(), from, layout); },
            .threads = layout.total() >= kLong};
}

}  // namespace

void copy_cases(const Visit& visit) {
    Source source(5);
    std::vector<Layout> layouts{Layout{{1, 1, 517, 389}}, Layout{{8, 31, 9, 91}}};
    for (const std::int64_t n : sizes())
        for (const Layout& layout : {Layout{{1, 1, 1, n}}, Layout{{1, 2, n, 3}}, Layout{{2, 3, n + 1, n}}})
            layouts.push_back(layout);
    for (const Layout& layout : layouts) {
        for (const auto& order : kOrders) {
            visit(copy_case(source, "permuted from", layout, strides_of(layout), permuted(layout, order)));
            visit(copy_case(source, "permuted to", layout, permuted(layout, order), strides_of(layout)));
        }
        visit(copy_case(source, "slice", layout, strides_of(layout), strides_of(layout, 0, 5)));
        visit(copy_case(source, "concat", layout, strides_of(layout, 0, 5), strides_of(layout)));
        visit(copy_case(source, "repeat", layout, strides_of(layout), strides_of(layout, 4)));
    }
}

TEST_CASE("copy: every table agrees with the reference") {
    copy_cases(check);
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
