// nn/train/task.hpp: what can be trained: something with parameters, batches and a loss.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/ops.hpp"
#include "nn/module.hpp"

namespace vitro::nn::inline VITRO_REAL {

/// What there is to see of a model besides its loss.
struct Observation {
    std::string sample;                                  ///< what it writes now; empty: nothing to read
    std::vector<std::pair<std::string, double>> scores;  ///< {"exact_match", 0.98}: names as in the log
};

inline constexpr std::int64_t kMostMicroBatches = 256;

class Task {
  public:
    virtual ~Task() = default;
    virtual const Parameters& parameters() const = 0;
    /// Batches in an epoch (from 0), at least 1. The same call gives the same answer at any time: a run that goes on
    /// relies on it.
    virtual std::int64_t batches(std::int64_t epoch) = 0;
    /// Whether every epoch has as many: then the last step is known without a plan of the epochs to come.
    virtual bool equal_epochs() const { return true; }
    /// Into how many parts a batch is cut, whose gradients add up to the batch's: at least 1, at most
    /// kMostMicroBatches.
    virtual std::int64_t micro_batches(std::int64_t /*epoch*/, std::int64_t /*batch*/) { return 1; }
    /// The loss of one part of a batch, summed over its tokens. Called within Training; again a function of its
    /// arguments.
    virtual core::Loss loss(std::int64_t epoch, std::int64_t batch, std::int64_t micro_batch) = 0;
    /// Mean loss per token of the validation split, nats. Called within NoGrad.
    virtual double validation_loss() = 0;
    /// Of which it is the mean; 0: not worth counting.
    virtual std::int64_t validation_tokens() const { return 0; }
    /// Asked at the end of an epoch, behind the validation. Called within NoGrad.
    virtual Observation observe() { return {}; }
};

}  // namespace vitro::nn::inline VITRO_REAL
