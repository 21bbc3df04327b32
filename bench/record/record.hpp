// bench/record/record.hpp: a run of the bench as a file, schema "vitro-bench/1".
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "bench/machine/machine.hpp"
#include "bench/machine/survey.hpp"
#include "bench/measure/result.hpp"

namespace vitro::bench {

struct Record {
    std::string command;  ///< the subcommand that made it
    std::string date;     ///< 2026-11-25T15:04:05Z
    Machine machine;
    Survey roofs;
    std::vector<Result> results;
    nlohmann::ordered_json sections = nlohmann::ordered_json::object();  ///< of other commands: "gemm", "attention"
};

/// A record of this machine, made now.
Record new_record(const std::string& command);

/// All or nothing. Throws core::Error when the file cannot be written.
void write_record(const std::string& path, const Record& record);
/// Throws core::Error for a file that cannot be read, is no JSON, of another schema, or not whole.
Record read_record(const std::string& path);

/// Throws core::Error for records of two machines: "b.json is of another machine (CPU, 2 cores) than a.json (...)",
/// followed by `advice`.
void check_same_machine(const std::string& path, const Machine& machine, const std::string& other_path,
                        const Machine& other, const std::string& advice);

nlohmann::ordered_json json_of(const Record& record);

}  // namespace vitro::bench
