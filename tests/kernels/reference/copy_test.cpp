// tests/kernels/reference/copy_test.cpp: a permutation, a slice, and what a mask hides.
#include "tests/kernels/reference/oracle.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace oracle {

TEST_CASE("reference copy: a transposed matrix") {
    const std::vector<real> x{1, 2, 3, 4, 5, 6};
    std::vector<real> out(6, 10);
    reference().copy(out.data(), {{0, 0, 2, 1}}, true, x.data(), {{0, 0, 1, 3}}, {{1, 1, 3, 2}});
    CHECK(out == std::vector<real>{11, 14, 12, 15, 13, 16});
}

TEST_CASE("reference copy: into a part of a larger tensor") {
    const std::vector<real> x{1, 2, 3, 4};
    std::vector<real> out(10, 0);
    reference().copy(out.data() + 1, {{0, 0, 5, 1}}, false, x.data(), {{0, 0, 2, 1}}, {{1, 1, 2, 2}});
    CHECK(out == std::vector<real>{0, 1, 2, 0, 0, 0, 3, 4, 0, 0});
}

TEST_CASE("reference mask: each condition by itself, and all together") {
    const std::int64_t batch = 2, heads = 2, queries = 3, keys = 4;
    const std::int32_t lengths[] = {3, 4};
    std::vector<std::uint8_t> table(batch * queries * keys);  // repeated over heads
    for (std::size_t i = 0; i < table.size(); ++i) table[i] = i % 5 != 0;
    const std::vector<real> x(batch * heads * queries * keys, 1);
    for (int conditions = 0; conditions < 8; ++conditions) {
        const bool causal = conditions & 1, padded = conditions & 2, listed = conditions & 4;
        MaskView mask{.heads = heads, .queries = queries, .causal = causal, .causal_offset = 1};
        if (padded) mask.lengths = lengths;
        if (listed) mask.allowed = table.data();
        mask.allowed_batch_stride = queries * keys, mask.allowed_query_stride = keys;
        CHECK(mask.everything() == (conditions == 0));
        std::vector<real> y(x.size());
        reference().mask(y.data(), false, x.data(), -1, batch * heads * queries, keys, mask);
        for (std::int64_t b = 0; b < batch; ++b)
            for (std::int64_t h = 0; h < heads; ++h)
                for (std::int64_t i = 0; i < queries; ++i)
                    for (std::int64_t j = 0; j < keys; ++j) {
                        const bool hidden = (causal && j > i + 1) || (padded && j >= lengths[b]) ||
                                            (listed && ((b * queries + i) * keys + j) % 5 == 0);
                        const std::int64_t at = ((b * heads + h) * queries + i) * keys + j;
                        CHECK(y[static_cast<std::size_t>(at)] == (hidden ? -1 : 1));
                    }
    }
}

}  // namespace oracle
}  // namespace vitro::kernels::inline VITRO_REAL
