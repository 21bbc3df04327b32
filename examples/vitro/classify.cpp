// examples/vitro/classify.cpp: `vitro classify`: labels for lines, by a trained classifier.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/io/whole_file.hpp"
#include "examples/vitro/command.hpp"
#include "examples/vitro/search_flags.hpp"
#include "nn/train/classify/labeller.hpp"

namespace vitro::program {
namespace {

struct ClassifyOptions {
    CommonOptions common;
    std::string run, weights = "model";
    std::vector<std::string> lines;
};

nn::Text given_text(const ClassifyOptions& options) {
    if (options.lines.empty()) return nn::parse_text(core::read_standard_input(), "standard input");
    return nn::parse_text(fmt::format("{}\n", fmt::join(options.lines, "\n")), "line");
}

int classify(const ClassifyOptions& options) {
    options.common.set_up();
    const nn::Labeller labeller = nn::Labeller::load(nn::RunDirectory::open(options.run), options.weights);
    const nn::Text text = given_text(options);
    const std::vector<std::vector<double>> found = nn::probabilities(labeller, text);
    nlohmann::ordered_json lines = nlohmann::ordered_json::array();
    for (std::size_t line = 0; line < found.size(); ++line) {
        const auto best = std::ranges::max_element(found[line]);
        const std::string& label = labeller.labels.name(static_cast<std::int32_t>(best - found[line].begin()));
        fmt::print("{}\t{:.3f}\t{}\n", label, *best, text.lines[line]);
        lines.push_back({{"text", text.lines[line]}, {"label", label}, {"probability", *best}});
    }
    flush_output();
    options.common.write({{"run", options.run}, {"weights", options.weights}, {"lines", std::move(lines)}});
    return 0;
}

}  // namespace

void add_classify(CLI::App& program, Run& run) {
    CLI::App* command = program.add_subcommand("classify", "Label lines with a trained classifier");
    const auto options = std::make_shared<ClassifyOptions>();
    command->add_option("RUN", options->run, "Directory of the run")->required();
    command->add_option("TEXT", options->lines, "Lines to label (default: standard input)");
    add_weights(*command, options->weights);
    options->common.add_threads(*command);
    options->common.add_json(*command);
    command->footer("Example: " + command_line("classify runs/classify \"we will see the house tomorrow .\""));
    command->callback([options, &run] { run = [options] { return classify(*options); }; });
}

}  // namespace vitro::program
