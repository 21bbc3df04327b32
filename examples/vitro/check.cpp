// examples/vitro/check.cpp: `vitro check`: is every gradient right?
#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/check/gradient_check.hpp"
#include "core/error.hpp"
#include "examples/vitro/command.hpp"
#include "examples/vitro/terminal.hpp"

namespace vitro::program {
namespace {

using core::check::GradientCheck;
using Results = std::vector<GradientCheck>;

struct CheckOptions {
    CommonOptions common;
    std::string op;
};

Results checked(const std::string& op) {
    try {
        return core::check::check_gradients(op);
    } catch (const core::Error& error) {
        throw UsageError(error.what());  // there is no such op
    }
}

std::vector<std::string> row_of(const GradientCheck& worst, const Results& all) {
    const auto cases = std::count_if(all.begin(), all.end(), [&](const auto& one) { return one.op == worst.op; });
    return {std::string(worst.op),
            worst.inputs,
            std::to_string(cases),
            fmt::format("{:.1e}", worst.worst_error),
            fmt::format("{:.0e}", worst.bound),
            worst.passed() ? "ok" : "WRONG"};
}

nlohmann::ordered_json figures(const Results& worst, const Results& all) {
    nlohmann::ordered_json ops = nlohmann::ordered_json::array();
    for (const GradientCheck& one : worst)
        ops.push_back({{"op", one.op},
                       {"shapes", one.inputs},
                       {"attributes", one.attributes},
                       {"position", one.worst_position},
                       {"worst_error", one.worst_error},
                       {"bound", one.bound}});
    return {{"cases", all.size()}, {"ops", ops}};
}

int check(const CheckOptions& options) {
    options.common.set_up();
    const Results all = checked(options.op);
    if (all.empty())
        throw core::Error(fmt::format("op {} has no cases: add some in core/check/families_*.cpp", options.op));
    const Results worst = core::check::worst_of_each_op(all);
    const bool passed = std::ranges::all_of(all, &GradientCheck::passed);
    std::vector<std::vector<std::string>> rows;
    for (const GradientCheck& one : worst) rows.push_back(row_of(one, all));
    const std::vector<std::string> headings = {"op", "worst at", "cases", "error", "bound", ""};
    fmt::print("{}", table(standard_output(), headings, rows, 2));
    fmt::print("\n  {} ops, {} cases, computed in double against central differences: {}\n", worst.size(), all.size(),
               passed ? "every gradient is right" : "NOT every gradient is right");
    options.common.write(figures(worst, all));
    return passed ? 0 : 1;
}

}  // namespace

void add_check(CLI::App& program, Run& run) {
    CLI::App* command = program.add_subcommand("check", "Check the gradient of every op against central differences");
    const auto options = std::make_shared<CheckOptions>();
    command->add_option("OP", options->op, "The name of an op, such as softmax (default: every op)")->type_name("");
    options->common.add_threads(*command);
    options->common.add_json(*command);
    command->footer("Example: " + command_line("check softmax"));
    command->callback([options, &run] { run = [options] { return check(*options); }; });
}

}  // namespace vitro::program
