// examples/vitro/environment.hpp: what computes here, and what computed the sessions of a run.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "nn/train/run/run_directory.hpp"

namespace vitro::program {

/// {"version", "cpu", "physical_cores", "kernels", "lanes", "threads", "compiler", "simd_library", "system"}
nlohmann::ordered_json environment();

/// Adds a line to the run's sessions.jsonl: the environment, behind "began" (UTC) and the "step" that the run stood at.
/// It is a file of its own, because run.json and the ledger are the same for the same training, wherever it is
/// computed.
void record_session(const nn::RunDirectory& run, std::int64_t step);

/// The lines that are whole, in their order; none of a run of an earlier version.
std::vector<nlohmann::ordered_json> sessions_of(const nn::RunDirectory& run);

}  // namespace vitro::program
