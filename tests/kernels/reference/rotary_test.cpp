// tests/kernels/reference/rotary_test.cpp: complex products, by the complex numbers of the standard library.
#include <complex>

#include "tests/kernels/reference/oracle.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace oracle {
namespace {

constexpr std::int64_t kTurnedBatch = 2, kTurnedTime = 5, kTurnedHeads = 3, kTurnedWidth = 6;

std::vector<Wide> products(const std::vector<real>& x, const std::vector<real>& turns, bool back) {
    std::vector<Wide> out;
    for (std::size_t i = 0; i < x.size(); i += 2) {
        const std::size_t time = i / (kTurnedHeads * kTurnedWidth) % kTurnedTime,
                          at = time * kTurnedWidth + i % kTurnedWidth;
        const std::complex<Wide> turn(wide(turns[at]), wide(turns[at + 1]));
        const std::complex<Wide> y = std::complex<Wide>(wide(x[i]), wide(x[i + 1])) * (back ? std::conj(turn) : turn);
        out.push_back(y.real());
        out.push_back(y.imag());
    }
    return out;
}

}  // namespace

TEST_CASE("reference rotate: each pair times its position's number, or the conjugate") {
    Source source(4);
    const std::vector<real> x = random(source, kTurnedBatch * kTurnedTime * kTurnedHeads * kTurnedWidth);
    const std::vector<real> turns = random(source, kTurnedTime * kTurnedWidth, -1, 1);
    for (const bool back : {false, true}) {
        std::vector<real> y(x.size());
        reference().rotate(y.data(), false, x.data(), turns.data(), back, kTurnedBatch, kTurnedTime, kTurnedHeads,
                           kTurnedWidth);
        check_near(y, products(x, turns, back), 4, back ? "back" : "forth");
    }
}

TEST_CASE("reference rotate: a quarter turn takes (a, b) to (-b, a), and back to (b, -a)") {
    const real x[] = {3, 4}, quarter[] = {0, 1};
    std::vector<real> forth{100, 100}, back{100, 100};
    reference().rotate(forth.data(), false, x, quarter, false, 1, 1, 1, 2);
    reference().rotate(back.data(), true, x, quarter, true, 1, 1, 1, 2);
    CHECK(forth == std::vector<real>{-4, 3});
    CHECK(back == std::vector<real>{104, 97});
}

}  // namespace oracle
}  // namespace vitro::kernels::inline VITRO_REAL
