// examples/vitro/solve.cpp: `vitro solve`: a model that learned a toy task answers questions.
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/error.hpp"
#include "examples/vitro/command.hpp"
#include "examples/vitro/search_flags.hpp"
#include "nn/train/toy/solver.hpp"

namespace vitro::program {
namespace {

struct SolveOptions {
    CommonOptions common;
    std::string run, weights = "model";
    std::vector<std::string> questions;
};

/// "2 0 1 -> 0 1 2", and what would have been right when it is not.
nlohmann::ordered_json answer(const nn::Solver& solver, const std::string& question) {
    const std::vector<std::int32_t> input = solver.task.parse(question);
    const std::vector<std::int32_t> said = solver.answer(input), right = solver.task.solve(input);
    fmt::print("{}{}\n", solver.task.text(input, said),
               said == right ? "" : fmt::format("   right: {}", solver.task.text(input, right)));
    flush_output();
    return {{"question", question}, {"answer", solver.task.text(input, said)}, {"right", said == right}};
}

int solve(const SolveOptions& options) {
    options.common.set_up();
    const nn::Solver solver = nn::Solver::load(nn::RunDirectory::open(options.run), options.weights);
    nlohmann::ordered_json answers = nlohmann::ordered_json::array();
    for (const std::string& question : options.questions) answers.push_back(answer(solver, question));
    if (options.questions.empty())
        for (std::string line; std::getline(std::cin, line);) answers.push_back(answer(solver, line));
    options.common.write({{"run", options.run}, {"weights", options.weights}, {"answers", std::move(answers)}});
    return 0;
}

}  // namespace

void add_solve(CLI::App& program, Run& run) {
    CLI::App* command = program.add_subcommand("solve", "Let a model that learned a toy task answer questions");
    const auto options = std::make_shared<SolveOptions>();
    command->add_option("RUN", options->run, "Directory of the run")->required();
    command->add_option("QUESTION", options->questions, "Such as \"2 0 1\" or \"12+9\" (default: standard input)");
    add_weights(*command, options->weights);
    options->common.add_threads(*command);
    options->common.add_json(*command);
    command->footer("Example: " + command_line("solve runs/sort \"2 0 1 1 0 2\""));
    command->callback([options, &run] { run = [options] { return solve(*options); }; });
}

}  // namespace vitro::program
