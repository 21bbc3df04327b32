// tests/nn/train/toy_training.hpp: all that a training of the toy task is made of, and a file to save it in.
#pragma once

#include <string>

#include "nn/optim/adam.hpp"
#include "nn/train/run/signature.hpp"
#include "nn/train/trainer.hpp"
#include "tests/nn/train/toy_task.hpp"
#include "tests/temporary_directory.hpp"

namespace vitro::test::inline VITRO_REAL {

inline constexpr nn::CosineRate kToyRate{.peak = 0.05, .minimum = 0.001, .warmup = 2, .decay = 12};

struct ToyTraining {
    explicit ToyTraining(const nn::TrainerOptions& options = {.epochs = 3}, std::uint64_t seed = 7)
        : task(seed), optimizer(task.parameters()), trainer(task, optimizer, kToyRate, options) {}

    int run_to_end() {
        int steps = 0;
        while (trainer.step()) ++steps;
        return steps;
    }
    std::string signature() const { return nn::signature(trainer.report().loss, task.parameters()); }

    ToyTask task;
    nn::Adam optimizer;
    nn::Trainer trainer;
};

struct ToyFiles {
    TemporaryDirectory directory;
    std::string last = (directory.path() / "last.safetensors").string();
};

}  // namespace vitro::test::inline VITRO_REAL
