// tests/nn/models/transformer_allocations_test.cpp: a training loop of fixed shape asks the system for memory in its
// first step only.
#include <cstdlib>
#include <doctest/doctest.h>

#include "core/context.hpp"
#include "core/runtime.hpp"
#include "nn/optim/adam.hpp"
#include "nn/optim/clip.hpp"
#include "nn/optim/sgd.hpp"
#include "tests/allocations.hpp"
#include "tests/nn/models/examples.hpp"

using namespace vitro;
using test::Example;

namespace {

void train_step(const Example& example, nn::Optimizer& optimizer, std::uint32_t step) {
    const core::Training training(1, step);
    const test::Sentences s = test::two_sentences();
    example.parameters.clear_gradients();
    const core::Variable logits = example.model(s.source, s.source_lengths, s.target_in);
    core::backward(core::cross_entropy(logits, s.target_out, {.smoothing = 0.1, .ignored = 0}).mean());
    optimizer.step(1e-3, nn::clip_by_global_norm(example.parameters, 1).factor);
}

std::int64_t allocations_from_step_2_to_100(const Example& example, nn::Optimizer& optimizer) {
    train_step(example, optimizer, 1);
    const std::int64_t before = test::allocations();
    for (std::uint32_t step = 2; step <= 100; ++step) train_step(example, optimizer, step);
    return test::allocations() - before;
}

}  // namespace

// No tests of a build in which allocations cannot be counted.
TEST_CASE("allocations are counted" * doctest::skip(test::allocations() < 0)) {
    const std::int64_t before = test::allocations();
    void* volatile block = std::malloc(16);  // volatile: the pair must not be optimised away
    std::free(block);
    CHECK(test::allocations() == before + 1);
}

TEST_CASE("from the second step on, training a Transformer allocates nothing" *
          doctest::skip(test::allocations() < 0)) {
    nn::TransformerConfig config = test::tiny_config();
    config.layer.dropout = nn::DropoutRates::everywhere(0.1);
    config.positions = nn::Positions::learned;
    for (const int threads : {1, 2}) {
        core::runtime::use_threads(threads);
        const Example first(config), second(config);
        nn::Adam adam(first.parameters);
        nn::Sgd sgd(second.parameters, {.momentum = 0.9});
        CHECK(allocations_from_step_2_to_100(first, adam) == 0);
        CHECK(allocations_from_step_2_to_100(second, sgd) == 0);
    }
}
