// tests/kernels/reference/embedding_test.cpp: rows by index and back, by hand.
#include "tests/kernels/reference/oracle.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace oracle {

TEST_CASE("reference gather_rows: rows of the table, in the order of the indices") {
    const std::vector<real> table{1, 2, 3, 4, 5, 6};
    const std::int32_t index[] = {2, 0, 2};
    std::vector<real> out(6);
    reference().gather_rows(out.data(), table.data(), index, 3, 2);
    CHECK(out == std::vector<real>{5, 6, 1, 2, 5, 6});
}

TEST_CASE("reference scatter_add_rows: an index's rows are summed before the table is touched") {
    const real tiny = std::numeric_limits<real>::epsilon() / 2;  // lost in 1 + tiny, but not in 1 + (tiny + tiny)
    const std::vector<real> x{tiny, 1, 7, 7, tiny, 2};
    const std::int32_t index[] = {1, 0, 1}, order[] = {1, 0, 2};
    std::vector<real> table{1, 1, 1, 1, 5, 5};
    reference().scatter_add_rows(table.data(), x.data(), index, order, 3, 2);
    CHECK(table == std::vector<real>{8, 8, 1 + 2 * tiny, 4, 5, 5});
}

}  // namespace oracle
}  // namespace vitro::kernels::inline VITRO_REAL
