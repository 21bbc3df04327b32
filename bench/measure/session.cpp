// bench/measure/session.cpp: what the commands that measure have in common.
#include "bench/measure/session.hpp"

#include <cstdio>
#include <fmt/format.h>

#include "bench/machine/survey.hpp"
#include "bench/record/record.hpp"
#include "core/error.hpp"

namespace vitro::bench {

bool takes_long(const Job& job, bool quick) {
    constexpr double kMostReferenceOperations = 1e8, kMostQuickOperations = 1e9, kMostBytes = 32e6;
    const bool is_reference = job.table == kernels::all_tables().back();
    if (!is_reference && !quick) return false;
    return job.what.operations > (is_reference ? kMostReferenceOperations : kMostQuickOperations) ||
           job.what.bytes.footprint() > kMostBytes;
}

Session::Session(const std::string& command, const Options& options)
    : options_(options),
      terminal_(program::standard_output()),
      roofs_(options.quick),
      record_(std::make_unique<Record>(new_record(command))) {
    options.set_up();
    fmt::print("{}\n", machine_text(terminal_, record_->machine));
    std::fflush(stdout);
    record_->roofs = survey(roofs_, options.tables(), options.teams());
    fmt::print("{}\n", survey_text(terminal_, record_->roofs));
}

Session::~Session() = default;

nlohmann::ordered_json& Session::section(const std::string& name) {
    return record_->sections[name];
}

std::vector<Result> Session::measure(const std::vector<Job>& group) {
    std::fflush(stdout);
    Runner runner(roofs_, options_.quick, [&](std::size_t done) {
        show_progress(fmt::format("{}: {} of {}", group.front().kernel, done, group.size()));
    });
    const std::vector<Result> results = runner.run(group);
    show_progress("");
    record_->results.insert(record_->results.end(), results.begin(), results.end());
    return results;
}

void Session::print_lines(const std::vector<std::vector<Job>>& groups) {
    std::vector<std::string> names;
    for (const std::vector<Job>& group : groups)
        for (const Job& job : group) names.push_back(job.name());
    const Console console(terminal_, names);
    fmt::print("{}", console.heading());
    for (const std::vector<Job>& group : groups)
        for (const Result& result : measure(group)) fmt::print("{}", console.line(result));
}

void Session::finish() const {
    std::fflush(stdout);
    if (!options_.common.json_file.empty()) write_record(options_.common.json_file, *record_);
    if (const std::string refusal = refusal_of(record_->results); !refusal.empty()) throw core::Error(refusal);
}

}  // namespace vitro::bench
