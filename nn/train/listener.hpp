// nn/train/listener.hpp: who watches a training: the library itself prints nothing.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "nn/train/progress.hpp"

namespace vitro::nn {

struct EpochReport {
    std::int64_t epoch = 0;      ///< from 1
    std::int64_t epochs = 0;     ///< in all
    std::int64_t step = 0;       ///< done so far
    double train_loss = 0;       ///< per token, over those of the epoch that this process has seen; nats. As the task
                                 ///< computes it: with label smoothing, if there is any
    double validation_loss = 0;  ///< per token, nats; without smoothing
    bool best = false;           ///< of the run so far
    double seconds = 0;          ///< of the run so far
    std::string sample = {};     ///< what the model writes now; empty: nothing
    std::vector<std::pair<std::string, double>> scores = {};  ///< {"exact_match", 0.98}
};

/// Is told, and asked.
class Listener {
  public:
    virtual ~Listener() = default;
    virtual void stepped(const Progress&) {}
    virtual void ended_epoch(const EpochReport&) {}
    /// Asked after every step: true saves and ends the loop.
    virtual bool wants_stop() { return false; }
};

}  // namespace vitro::nn
