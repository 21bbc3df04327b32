// tests/kernels/reference/reduce_test.cpp: small sums and maxima, by hand.
#include "tests/kernels/reference/oracle.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace oracle {
namespace {

constexpr real kNotANumber = std::numeric_limits<real>::quiet_NaN();
constexpr real kLowest = -std::numeric_limits<real>::infinity();

std::vector<real> sum_of(const std::vector<real>& x, std::int64_t outer, std::int64_t count, std::int64_t inner) {
    std::vector<real> result(static_cast<std::size_t>(outer * inner), 100);
    reference().sum(result.data(), true, x.data(), real{0.5F}, outer, count, inner);
    return result;
}

/// The position of the greatest number of a row.
std::int32_t first_maximum(const std::vector<real>& x, real& greatest) {
    std::int32_t index = -1;
    reference().max(&greatest, &index, x.data(), 1, static_cast<std::int64_t>(x.size()), 1);
    return index;
}

}  // namespace

TEST_CASE("reference sum: rows, columns, the middle, all") {
    const std::vector<real> x{1, 2, 3, 4, 5, 6, 7, 8};
    CHECK(sum_of(x, 2, 4, 1) == std::vector<real>{105, 113});
    CHECK(sum_of(x, 1, 2, 4) == std::vector<real>{103, 104, 105, 106});
    CHECK(sum_of(x, 2, 2, 2) == std::vector<real>{102, 103, 106, 107});
    CHECK(sum_of(x, 1, 8, 1) == std::vector<real>{118});
    CHECK(sum_of({}, 1, 0, 2) == std::vector<real>{100, 100});
}

TEST_CASE("reference max: the first of equals, and a NaN before all") {
    real greatest = 0;
    CHECK(first_maximum({1, 7, 3, 7}, greatest) == 1);
    CHECK(greatest == 7);
    CHECK(first_maximum({kLowest, kLowest}, greatest) == 0);
    CHECK(greatest == kLowest);
    CHECK(first_maximum({1, kNotANumber, 9, kNotANumber}, greatest) == 1);
    CHECK(std::isnan(greatest));
    const std::vector<real> columns{1, 5, 4, 2};
    real values[2];
    std::int32_t index[2];
    reference().max(values, index, columns.data(), 1, 2, 2);
    CHECK(values[0] == 4);
    CHECK(values[1] == 5);
    CHECK(index[0] == 1);
    CHECK(index[1] == 0);
}

TEST_CASE("reference repeat and route: the gradients of sum and max") {
    const std::vector<real> x{1, 2, 3, 4};
    std::vector<real> repeated(12), routed(12, 10);
    reference().repeat(repeated.data(), false, x.data(), 2, 2, 3, 2);
    CHECK(repeated == std::vector<real>{2, 4, 2, 4, 2, 4, 6, 8, 6, 8, 6, 8});
    const std::int32_t index[] = {0, 2, 1, 1};
    reference().route(routed.data(), x.data(), index, 2, 3, 2);
    CHECK(routed == std::vector<real>{11, 10, 10, 10, 10, 12, 10, 10, 13, 14, 10, 10});
}

}  // namespace oracle
}  // namespace vitro::kernels::inline VITRO_REAL
