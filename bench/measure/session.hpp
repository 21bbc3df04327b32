// bench/measure/session.hpp: one run of a command that measures: the machine first, then groups of jobs, then the
// record.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "bench/measure/console.hpp"
#include "bench/measure/options.hpp"
#include "bench/measure/runner.hpp"

namespace vitro::bench {

struct Record;

/// Whether a job is left out: the reference, a few operations per nanosecond, has its sizes capped, and so has --quick.
bool takes_long(const Job& job, bool quick);

class Session {
  public:
    /// Checks the options, prints the machine and measures and prints its roofs.
    Session(const std::string& command, const Options& options);
    ~Session();

    /// Times a group, and keeps the results for the record.
    std::vector<Result> measure(const std::vector<Job>& group);
    /// The groups one after the other, with a line for each job.
    void print_lines(const std::vector<std::vector<Job>>& groups);
    const program::Terminal& terminal() const { return terminal_; }
    /// Of the record: what a command has to say besides results.
    nlohmann::ordered_json& section(const std::string& name);

    /// Writes the record if a file was asked for. Throws Error when results were refused, whose sentence says so.
    void finish() const;

  private:
    const Options& options_;
    program::Terminal terminal_;
    Roofs roofs_;
    std::unique_ptr<Record> record_;
};

}  // namespace vitro::bench
