// tests/kernels/mask_test.cpp: replacing what a mask hides.
#include <doctest/doctest.h>

#include "tests/kernels/masks.hpp"
#include "tests/kernels/slots.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {

void mask_cases(const Visit& visit) {
    Source source(6);
    std::vector<ScoreShape> shapes{{2, 3, 130, 257}};
    for (const std::int64_t n : sizes()) shapes.push_back({2, 2, 5, n});
    for (const ScoreShape& shape : shapes)
        for_each_mask(source, shape, [&](const OwnedMask& mask) {
            const Numbers x = source.numbers(shape.rows() * shape.keys);
            for (std::int64_t i = 0; i < x.size(); i += 7) x[i] = static_cast<real>(kNan);
            for (std::int64_t i = 1; i < x.size(); i += 11) x[i] = std::numeric_limits<real>::denorm_min();
            visit({.slot = "mask",
                   .what = mask.what + " keys " + std::to_string(shape.keys),
                   .writes = Writes::on_demand,
                   .outputs = {{.size = x.size()}},
                   .run =
                       [=](const Kernels& k, auto& out, bool accumulate) {
                           k.mask(out[0], accumulate, x.data(), real{-3}, shape.rows(), shape.keys, mask.view);
                       },
                   .threads = x.size() >= kLong});
        });
}

TEST_CASE("mask: every table agrees with the reference") {
    mask_cases(check);
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
