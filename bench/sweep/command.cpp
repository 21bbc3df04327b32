// bench/sweep/command.cpp: `bench sweep`: a row for each n, a column for each table and team.
#include "bench/sweep/command.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <map>
#include <memory>

#include "bench/command_line.hpp"
#include "bench/kernels/cases.hpp"
#include "bench/measure/session.hpp"

namespace vitro::bench {
namespace {

constexpr std::int64_t kSizes[] = {16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048};

std::string column_of(const std::string& isa, int threads) {
    return fmt::format("{} x{}", isa, threads);
}

std::string cell_of(const Result& result) {
    return result.refused() ? "wrong" : digits(result.gflops);
}

/// Columns that are as wide as the widest heading.
std::string row_of(const std::string& n, const std::vector<std::string>& cells) {
    constexpr int kWidth = 12;
    std::string row = fmt::format("{:>6}", n);
    for (const std::string& cell : cells) row += fmt::format(" {:>{}}", cell, kWidth);
    return row + "\n";
}

void run(const Options& options) {
    const auto tables = options.tables();
    const std::vector<int> teams = options.teams();
    std::vector<std::string> columns;
    for (const int threads : teams)
        for (const Kernels* table : tables) columns.push_back(column_of(table->name, threads));

    Session session("sweep", options);
    fmt::print("n x n times n x n, GFLOP/s\n{}", program::bold(session.terminal(), row_of("n", columns)));
    for (const std::int64_t n : kSizes) {
        std::vector<Job> group;
        for (const int threads : teams)
            for (const Kernels* table : tables)
                if (const Job job{"gemm", square_product(n), table, threads}; !takes_long(job, options.quick))
                    group.push_back(job);
        if (group.empty()) continue;
        std::map<std::string, std::string> cells;
        for (const Result& result : session.measure(group))
            cells[column_of(result.isa, result.threads)] = cell_of(result);
        std::vector<std::string> row;
        for (const std::string& column : columns) row.push_back(cells.contains(column) ? cells[column] : "-");
        fmt::print("{}", row_of(std::to_string(n), row));
    }
    session.finish();
}

}  // namespace

void add_sweep(CLI::App& bench) {
    CLI::App* command = bench.add_subcommand("sweep", "GFLOP/s of square products against their size");
    const auto options = std::make_shared<Options>();
    options->add_to(*command);
    command->footer("Example: " + command_line("sweep --isa base,avx2 --json sweep.json"));
    command->callback([options] { run(*options); });
}

}  // namespace vitro::bench
