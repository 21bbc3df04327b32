// bench/steps/work.hpp: what is timed: a step of a model, again and again, on a batch that stays the same.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bench/steps/models.hpp"
#include "core/trace/profile.hpp"

namespace vitro::bench {

using core::OpTime, core::Profile, core::Stopwatch;

class Work {
  public:
    Work() = default;
    virtual ~Work() = default;
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;

    virtual void run() = 0;
    /// The same, with a look at where its time goes.
    virtual void run_watched(Stopwatch& stopwatch) = 0;
    /// That a call reads or writes on the target's side.
    virtual double target_tokens() const = 0;
    /// What the way back takes as a multiple of the way forward: 2, as a product C = A B has two, dA = dC B^T and
    /// dB = A^T dC; 0 where there is no way back.
    virtual double backward_factor() const { return 0; }
};

/// A kind of step for one model.
struct Workload {
    std::string kind, model;
    std::string size;  ///< "4*32x15": four parts of 32 sentence pairs, 15 positions on either side
    std::unique_ptr<Work> (*make)(const StepModel& model);
    const StepModel* of;
};

/// Of every model: `step` trains, `evaluation` computes a loss without a graph, `decoding` finds the next words of
/// unfinished translations.
std::vector<Workload> workloads();
/// "step/demo, evaluation/demo, ..."
std::string workload_names();

}  // namespace vitro::bench
