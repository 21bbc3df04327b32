// bench/ladder/rungs/yours.cpp: a rung of gemm that is yours to change; ../README.md says how to check and time it.
#include "bench/ladder/rungs/families.hpp"
#include "bench/ladder/rungs/vec.hpp"

namespace vitro::bench::ladder::VITRO_ISA {

void yours(const Gemm& g) {
    for (std::int64_t i = 0; i < g.m; i += 2) {
        const std::int64_t next = i + 1 < g.m ? i + 1 : i;  // the last row of an odd number is computed twice
        for_vectors(g.n, [&](std::int64_t j, std::int64_t lanes) {
            Vec upper{}, lower{};
            for (std::int64_t p = 0; p < g.k; ++p) {
                const Vec b = load(g.b + p * g.n + j, lanes);
                upper = fma(all(g.a[i * g.k + p]), b, upper);
                lower = fma(all(g.a[next * g.k + p]), b, lower);
            }
            store(g.c + i * g.n + j, upper, lanes);
            store(g.c + next * g.n + j, lower, lanes);
        });
    }
}

}  // namespace vitro::bench::ladder::VITRO_ISA
