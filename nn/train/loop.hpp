// nn/train/loop.hpp: a training from here to its end, or to where it is asked to stop, leaving everything in its run.
//
// After each epoch: validation; model.safetensors if the epoch is the best so far; its own weights, if they are to be
// kept; last.safetensors. When asked to stop: last.safetensors. After every step, a line of the ledger. Every few
// steps, and whenever something is saved, a line of log.jsonl, and the same for TensorBoard, if it is asked for:
//
//   {"step": 30, "epoch": 1, "train_loss": 4.1, "learning_rate": 5e-4, "gradient_norm": 0.9,
//    "tokens_per_second": 21000, "seconds": 7.5}          and "val_loss" at the end of an epoch, beside the task's
//                                                         scores and a "sample" of what the model writes, if any
//
// train_loss is the mean over the tokens since the line before, as the task computes it: with label smoothing, which
// val_loss has not, so that it stays above it by the smoothing's entropy. seconds add up over all sessions of the run.
#pragma once

#include "nn/train/listener.hpp"
#include "nn/train/run/run_directory.hpp"
#include "nn/train/trainer.hpp"

namespace vitro::nn::inline VITRO_REAL {

struct LoopOptions {
    std::int64_t log_every = 10;   ///< steps
    std::int64_t keep_epochs = 0;  ///< the last so many epochs' weights stay in files of their own
    bool tensorboard = false;      ///< write event files
};

enum class Ending { finished, stopped };

struct LoopResult {
    Ending ending = Ending::finished;
    std::int64_t steps = 0;  ///< of this session
    double seconds = 0;      ///< of the run
};

/// Takes up the run where the trainer stands, and locks it. Throws Error when another training holds the lock, a step
/// fails or a file cannot be written: what was saved before stays as it is.
LoopResult run_training(Trainer& trainer, const RunDirectory& run, Listener& listener, const LoopOptions& options = {});

}  // namespace vitro::nn::inline VITRO_REAL
