// examples/vitro/report/subject.hpp: what a report is about: a run, and what is read or measured of it once for all
// sections.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/trace/profile.hpp"
#include "examples/vitro/kinds.hpp"
#include "examples/vitro/run_log.hpp"
#include "examples/vitro/run_summary.hpp"
#include "nn/train/training_setup.hpp"

namespace vitro::program::report {

/// One training step as it was measured while the report was made.
struct StepTiming {
    std::int64_t steps = 0;   ///< that were measured
    std::int64_t tokens = 0;  ///< target tokens of all of them
    core::Profile profile;    ///< the sum over these steps; what is no op: "clip", "update"
};

struct Subject {
    nn::RunDirectory run;
    std::string path;        ///< as it was named
    std::string weights;     ///< "model"
    std::string text;        ///< of the example that attention is shown on; empty: one of the data
    bool over_time = false;  ///< attention by the weights of every kept epoch, too
    const Kind& kind;
    nlohmann::ordered_json settings;  ///< complete
    RunLog log;
    RunSummary summary;

    /// Of the training, put together from its data: facts, signature, timing. What could not be found out is empty, and
    /// `lacking` is the sentence that says why.
    std::vector<nn::Fact> facts;
    std::string signature;         ///< of the last state that was saved
    std::int64_t signed_step = 0;  ///< after which step that is
    std::string unsigned_for;      ///< why there is no signature
    StepTiming timing;
    std::string lacking;
};

/// Reads the run, and takes a few training steps in memory to time them: nothing of the run is changed, and no lock is
/// taken. Throws Error for what is no run, or a run whose settings will not do.
Subject subject_of(const std::string& path);
/// The part that takes time, and may fail: fills facts, signature, timing or lacking.
void measure(Subject& subject);

}  // namespace vitro::program::report
