// tests/nn/train/run/training_state_test.cpp: what one file brings back, and a file that is not one of these.
#include "nn/train/run/training_state.hpp"

#include <doctest/doctest.h>

#include "nn/init.hpp"
#include "nn/optim/adam.hpp"
#include "tests/error_of.hpp"
#include "tests/temporary_directory.hpp"

using namespace vitro;
using test::error_of;

namespace {

/// One parameter, and an optimizer that remembers something of it.
struct State {
    nn::Parameters parameters{1};
    nn::Variable w = nn::Builder(parameters).parameter("w", {3}, nn::init::zeros());
    nn::Adam adam{parameters};

    void fill(real number) {
        for (nn::NamedTensor& entry : nn::state_tensors(parameters, adam))
            std::fill_n(entry.tensor.write(), entry.tensor.size(), number);
    }
    bool is_full_of(real number) const {
        bool all = true;
        for (const nn::NamedTensor& entry : nn::state_tensors(parameters, adam))
            for (const real x : entry.tensor.span()) all &= x == number;
        return all;
    }
};

}  // namespace

TEST_CASE("training state: weights, what the optimizer remembers, its steps and the position come back") {
    const test::TemporaryDirectory directory;
    const nn::Position position{.step = 7, .epoch = 1, .batch = 3, .best_loss = 0.5, .best_step = 4};
    State saved;
    saved.fill(2);
    saved.adam.set_steps(7);
    nn::save_state(directory / "state", saved.parameters, saved.adam, position);
    CHECK(nn::read_position(directory / "state") == position);

    State loaded;
    CHECK(nn::state_tensors(loaded.parameters, loaded.adam).size() > 1);
    CHECK(nn::load_state(directory / "state", loaded.parameters, loaded.adam) == position);
    CHECK(loaded.is_full_of(2));
    CHECK(loaded.adam.steps() == 7);
}

TEST_CASE("training state: a file without a position, or of another number of steps, changes nothing") {
    const test::TemporaryDirectory directory;
    State state;
    state.fill(2);
    nn::save_tensors(directory / "weights", nn::named_tensors(state.parameters));
    nn::save_state(directory / "torn", state.parameters, state.adam, {.step = 7});
    state.fill(3);
    CHECK(error_of([&] { nn::load_state(directory / "weights", state.parameters, state.adam); }) ==
          (directory / "weights") + ": does not say where its training stood");
    CHECK(error_of([&] { nn::load_state(directory / "torn", state.parameters, state.adam); }) ==
          (directory / "torn") + ": damaged: 7 steps, of which the optimizer made 0");
    CHECK(state.is_full_of(3));
}
