// tests/nn/train/toy/small_toy.hpp: a toy task that is learned in a second: three symbols of four, reversed.
#pragma once

#include "nn/train/toy/toy_settings.hpp"

namespace vitro::test {

inline nn::ToySettings small_toy() {
    nn::ToySettings settings;
    settings.task = nn::ToyTaskKind::reverse;
    settings.model.layer.d_model = 32;
    settings.model.layer.num_heads = 2;
    settings.model.layer.d_ff = 64;
    settings.model.layers = 1;
    settings.model.tied = false;
    settings.model.bias = true;
    settings.data.length = 3;
    settings.data.symbols = 4;
    settings.data.batch_size = 32;
    settings.data.steps_per_epoch = 100;
    settings.data.test_examples = 300;
    settings.training.epochs = 4;
    settings.training.learning_rate = 5e-3;
    return settings;
}

}  // namespace vitro::test
