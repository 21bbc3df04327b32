// bench/report/command.cpp: `bench report`: reads records, makes the page, writes it.
#include "bench/report/command.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>

#include "bench/command_line.hpp"
#include "bench/record/record.hpp"
#include "bench/report/page.hpp"
#include "core/io/atomic_file.hpp"

namespace vitro::bench {
namespace {

using report::Source;

struct Options {
    std::vector<std::string> records;
    std::string out = "bench.html";
    bool across_machines = false;
};

void check_machines(const std::vector<Source>& sources) {
    const Source& first = sources.front();
    for (const Source& source : sources)
        check_same_machine(first.path, first.record.machine, source.path, source.record.machine,
                           "; --across-machines gives each its own part of the page");
}

void run(const Options& options) {
    if (options.records.empty())
        throw program::UsageError(
            fmt::format("report: it measures nothing itself, and needs a record: {} writes one, "
                        "and so do sweep, ladder, peers and steps",
                        command_line("kernels --json kernels.json")));
    std::vector<Source> sources;
    for (const std::string& path : options.records) sources.push_back({path, read_record(path)});
    if (!options.across_machines) check_machines(sources);
    const std::string page = report::page_of(report::gather(sources));
    core::write_file_atomically(options.out, page);
    fmt::print("{}: {} record{}, {} KB\n", options.out, sources.size(), sources.size() == 1 ? "" : "s",
               (page.size() + 999) / 1000);
}

}  // namespace

void add_report(CLI::App& bench) {
    CLI::App* command = bench.add_subcommand("report", "Records as one page to look at: roofline, ladders, curves");
    const auto options = std::make_shared<Options>();
    command->add_option("records", options->records, "Records of one machine, written by --json")
        ->type_name("RECORD.json");
    command->add_option("--out", options->out, "The page; a file of that name is replaced")
        ->type_name("FILE.html")
        ->capture_default_str();
    command->add_flag("--across-machines", options->across_machines, "Even if they are of different machines");
    command->footer(
        "The page needs no network and no other file. Of several results with one name, the last record's is shown.\n\n"
        "Example: " +
        command_line("report kernels.json sweep.json --out bench.html"));
    command->callback([options] { run(*options); });
}

}  // namespace vitro::bench
