// tests/kernels/reference/dropout_test.cpp: each element's factor, from its word of random bits.
#include "tests/kernels/reference/oracle.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace oracle {

// The words of Philox 4x32-10 with key 42 and counters {0, 0, 7, 3}, {1, 0, 7, 3}, {2, 0, 7, 3}, by another program.
TEST_CASE("reference dropout: kept elements are multiplied by 1 / (1 - p), the others by 0") {
    constexpr std::uint32_t kWords[9] = {0x083A76C7, 0xD43B842C, 0x9FA00ACE, 0xC239517A, 0x15ECFEA9,
                                         0xDFB29019, 0xCC702072, 0xB19D1E9B, 0x2DC6C8D3};
    const std::vector<real> x{1, -2, 3, real{0.1F}, 5, -6, 7, 8, 9};
    for (const double probability : {0.0, 0.25, 0.6, 1.0}) {
        std::vector<real> written(9, 100), added(9, 100);
        const DropoutKey key{probability, 42, 7, 3};
        reference().dropout(written.data(), false, x.data(), 9, key);
        reference().dropout(added.data(), true, x.data(), 9, key);
        for (std::size_t i = 0; i < 9; ++i) {
            const bool kept = kWords[i] >= probability * 4294967296.0;
            const real factor = kept ? static_cast<real>(1 / (1 - probability)) : 0;
            CHECK(written[i] == x[i] * factor);
            CHECK(added[i] == 100 + x[i] * factor);
        }
    }
}

}  // namespace oracle
}  // namespace vitro::kernels::inline VITRO_REAL
