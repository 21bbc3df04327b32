// tests/core/ops/dropout_test.cpp: decisions by counter: the same fused, composed, replayed, and by any team.
#include <cmath>
#include <doctest/doctest.h>

#include "core/backward.hpp"
#include "core/context.hpp"
#include "core/ops.hpp"
#include "core/runtime.hpp"
#include "tests/core/tensors.hpp"
#include "tests/error_of.hpp"

using namespace vitro::core;
using namespace vitro::test;
using vitro::kernels::DropoutKey;

TEST_CASE("outside of Training, and with probability 0, dropout is not there") {
    const Variable x = parameter(Tensor::full({10}, 1));
    CHECK(dropout(x, 0.5).node == x.node);
    const Training training(1, 1);
    CHECK(dropout(x, 0).node == x.node);
    CHECK(dropout(x, 0.5).node != x.node);
}

TEST_CASE("what is kept is scaled so that the mean stays, and the gradient takes the same decisions") {
    const Variable x = parameter(Tensor::full({100, 1000}, 1));
    const Variable y = dropout(x, DropoutKey{.probability = 0.2, .seed = 1, .site = 2, .step = 3});
    int kept = 0;
    for (double value : numbers(y.value)) {
        const bool is_kept = value != 0;
        kept += is_kept;
        if (is_kept) REQUIRE(value == doctest::Approx(1.25));
    }
    CHECK(std::abs(kept - 80000) < 5 * std::sqrt(100000 * 0.2 * 0.8));
    backward(sum(y));
    CHECK(numbers(x.grad()) == numbers(y.value));
}

TEST_CASE("decisions depend on seed, step and place, and on nothing else") {
    const Variable x = Tensor::full({1000}, 1);
    const auto drop = [&](std::uint64_t seed, std::uint32_t step, const char* place) {
        const Training training(seed, step);
        const Scope scope(Path() / place);
        return dropout(x, 0.5).value;
    };
    const Tensor first = drop(1, 1, "a");
    CHECK(same_bits(drop(1, 1, "a"), first));
    CHECK_FALSE(same_bits(drop(2, 1, "a"), first));
    CHECK_FALSE(same_bits(drop(1, 2, "a"), first));
    CHECK_FALSE(same_bits(drop(1, 1, "b"), first));
    const int threads = runtime::threads();
    runtime::use_threads(4);
    const Variable large = Tensor::full({1 << 20}, 1);
    const DropoutKey key{.probability = 0.5, .seed = 1, .site = 2, .step = 3};
    const Tensor by_four = dropout(large, key).value;
    runtime::use_threads(1);
    CHECK(same_bits(dropout(large, key).value, by_four));
    runtime::use_threads(threads);
}

TEST_CASE("attention drops the weights that dropout would drop") {
    // One key per query may be attended to, so its weight is 1; with values of 1 the output is keep / (1 - p).
    const DropoutKey key{.probability = 0.4, .seed = 9, .site = 8, .step = 7};
    const std::int64_t batch = 2, heads = 3, time = 5;
    std::vector<std::uint8_t> diagonal(25, 0);
    for (int i = 0; i < 5; ++i) diagonal[i * 6] = 1;
    const Variable x = Tensor::full({batch, time, heads}, 1);
    const Attribute attributes[] = {{"heads", heads}, {"mask", Mask::of({time, time}, diagonal)}, {"dropout", key}};
    const Variable inputs[] = {x, x, x};
    const Tensor output = find_op("attention")->forward(Inputs(inputs), Attributes(attributes)).value;
    const Tensor dropped = dropout(Variable(Tensor::full({batch, heads, time, time}, 1)), key).value;
    for (std::int64_t b = 0; b < batch; ++b)
        for (std::int64_t h = 0; h < heads; ++h)
            for (std::int64_t i = 0; i < time; ++i) CHECK(output.at({b, i, h}) == dropped.at({b, h, i, i}));
}

TEST_CASE("probabilities that are none are refused") {
    const Variable x = Tensor::zeros({2});
    const std::string rest = ": valid are 0 up to but not 1";
    CHECK(error_of([&] { dropout(x, 1.0); }) == "[dropout] (2): a probability of 1" + rest);
    CHECK(error_of([&] { dropout(x, -0.1); }) == "[dropout] (2): a probability of -0.1" + rest);
    CHECK(error_of([&] { dropout(x, NAN); }) == "[dropout] (2): a probability of nan" + rest);
    CHECK(error_of([&] { dropout(x, DropoutKey{.probability = 2}); }) == "[dropout] (2): a probability of 2" + rest);
}
