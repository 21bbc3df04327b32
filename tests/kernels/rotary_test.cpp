// tests/kernels/rotary_test.cpp: pairs turned by an angle, forth and back.
#include <doctest/doctest.h>

#include "tests/kernels/slots.hpp"

namespace vitro::kernels::inline VITRO_REAL {
namespace parity {
namespace {

struct RotaryProblem {
    std::int64_t batch, time, heads, width;
    std::int64_t size() const { return batch * time * heads * width; }
    std::string str() const {
        return std::to_string(batch) + " x " + std::to_string(time) + " x " + std::to_string(heads) + " x " +
               std::to_string(width);
    }
};

std::vector<RotaryProblem> problems() {
    std::vector<RotaryProblem> all{{3, 0, 2, 4}, {0, 3, 2, 4}, {2, 3, 0, 4},
                                   {2, 3, 1, 0}, {1, 1, 1, 2}, {7, 211, 3, 46}};
    for (const std::int64_t n : sizes()) all.push_back({2, 3, 2, n - n % 2});
    return all;
}

}  // namespace

/// Two products and a sum, rounded once each, by the table and by the reference.
void rotate_cases(const Visit& visit) {
    Source source(31);
    for (const RotaryProblem& p : problems())
        for (const bool back : {false, true}) {
            const Numbers x = source.numbers(p.size()), turns = source.numbers(p.time * p.width, -1, 1);
            if (p.size() > 8) x[1] = static_cast<real>(kNan), x[4] = static_cast<real>(kInfinity);
            const auto bound = [&](std::int64_t i) {
                const std::int64_t column = i % p.width, row = i / p.width / p.heads % p.time;
                const auto size = [](real number) { return std::abs(static_cast<double>(number)); };
                const auto turn = [&](std::int64_t j) { return size(turns[row * p.width + j]); };
                const std::int64_t first = column - column % 2;
                const double own = size(x[i]), other = size(x[i - column + (column ^ 1)]);
                return 3 * kEps * (own * turn(first) + other * turn(first + 1));
            };
            visit({.slot = "rotate",
                   .what = p.str() + (back ? " back" : ""),
                   .writes = Writes::on_demand,
                   .outputs = {{.size = p.size(), .bound = bounds(p.size(), bound)}},
                   .run =
                       [=](const Kernels& k, auto& out, bool accumulate) {
                           k.rotate(out[0], accumulate, x.data(), turns.data(), back, p.batch, p.time, p.heads,
                                    p.width);
                       },
                   .threads = p.size() >= kLong});
        }
}

TEST_CASE("rotate: every table agrees with the reference") {
    rotate_cases(check);
}

}  // namespace parity
}  // namespace vitro::kernels::inline VITRO_REAL
