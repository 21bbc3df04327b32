// tests/core/shared_gradient_test.cpp: a gradient that somebody holds, or a graph was made from, is never written to.
#include <doctest/doctest.h>
#include <vector>

#include "core/backward.hpp"
#include "core/ops.hpp"
#include "tests/core/tensors.hpp"

using namespace vitro::core;
using vitro::real;
using vitro::test::same_bits;

namespace {

Variable shared_parameter() {
    return parameter(Tensor::from({3}, {1, -2, 0.5F}));
}

/// A loss whose terms read x's live gradient g, or do not, in the order given: each is recorded, and so visited, in
/// turn.
Variable mixed_loss(const Variable& x, const Variable& g, const std::vector<bool>& reads) {
    Variable total = sum(x);
    for (const bool reader : reads) total = total + (reader ? sum(x * g) : sum(x * x));
    return total;
}

}  // namespace

TEST_CASE("nodes that read a live gradient and nodes that do not may add to it in any order") {
    for (const std::vector<bool>& reads :
         {std::vector{true, false}, {false, true}, {true, true, false}, {false, true, true}, {true, false, true}}) {
        const auto gradient = [&](bool live) {
            const Variable x = shared_parameter();
            backward(sum(x * x * x));
            const Variable g = live ? x.grad() : x.grad().clone();
            backward(mixed_loss(x, g, reads));
            return x.grad().clone();
        };
        CHECK(same_bits(gradient(true), gradient(false)));
    }
}

TEST_CASE("a gradient that was asked for stays as it was, while the parameter's goes on") {
    const Variable x = shared_parameter();
    backward(sum(x * x));
    const Tensor held = x.grad(), as_it_was = held.clone();
    backward(sum(x * x));
    CHECK(same_bits(held, as_it_was));
    CHECK(x.grad().at({0}) == 2 * as_it_was.at({0}));
}

TEST_CASE("a gradient that nobody holds is added to where it lies") {
    const Variable x = shared_parameter();
    backward(sum(x * x));
    const real* const before = x.grad().data();
    backward(sum(x * x));
    CHECK(x.grad().data() == before);
}
