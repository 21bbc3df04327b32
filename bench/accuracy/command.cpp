// bench/accuracy/command.cpp: `bench accuracy`: a line for each function and table.
#include "bench/accuracy/command.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

#include "bench/accuracy/accuracy.hpp"
#include "bench/command_line.hpp"
#include "bench/measure/console.hpp"
#include "bench/measure/options.hpp"
#include "bench/record/record.hpp"
#include "core/error.hpp"

namespace vitro::bench {
namespace {

std::string ulp_text(double ulp) {
    return fmt::format("{:.3f}", ulp);
}

void run(const Options& options) {
    options.set_up();
    const program::Terminal terminal = program::standard_output();
    Record record = new_record("accuracy");
    fmt::print("{}\n", machine_text(terminal, record.machine));
    std::vector<std::vector<std::string>> rows;
    std::string beyond;
    for (const Function& function : kFunctions)
        for (const kernels::Kernels* table : options.tables()) {
            show_progress(fmt::format("{} of {}", function.name, table->name));
            const Accuracy found = accuracy_of(*table, function, kStep);
            rows.push_back({function.name, table->name, ulp_text(found.worst), fmt::format("{}", found.at),
                            ulp_text(found.mean), fmt::format("{}", function.bound)});
            record.sections["accuracy"].push_back({{"function", function.name},
                                                   {"isa", table->name},
                                                   {"worst", found.worst},
                                                   {"at", found.at},
                                                   {"mean", found.mean},
                                                   {"bound", function.bound}});
            if (found.worst > function.bound)
                beyond += fmt::format("{}{} of {}", beyond.empty() ? "" : ", ", function.name, table->name);
        }
    show_progress("");
    fmt::print("{}", program::table(terminal, {"function", "table", "worst", "at", "mean", "bound"}, rows, 2));
    fmt::print("\nIn units in the last place, over every {}th float.\n", kStep);
    if (!options.common.json_file.empty()) write_record(options.common.json_file, record);
    if (!beyond.empty()) throw core::Error("accuracy: beyond the bound: " + beyond);
}

}  // namespace

void add_accuracy(CLI::App& bench) {
    CLI::App* command =
        bench.add_subcommand("accuracy", "How exact exp, log, tanh and erf are, in units in the last place");
    const auto options = std::make_shared<Options>();
    options->add_isa(*command);
    options->common.add_json(*command);
    command->footer("Example: " + command_line("accuracy --isa avx2"));
    command->callback([options] { run(*options); });
}

}  // namespace vitro::bench
