// examples/vitro/evaluate.cpp: `vitro evaluate`: how good a trained model is.
#include <CLI/CLI.hpp>
#include <chrono>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

#include "examples/vitro/command.hpp"
#include "examples/vitro/display.hpp"
#include "examples/vitro/evaluate_kinds.hpp"
#include "examples/vitro/kinds.hpp"
#include "examples/vitro/search_flags.hpp"
#include "nn/train/progress.hpp"

namespace vitro::program {
namespace {

struct EvaluateOptions {
    CommonOptions common;
    std::string run, data, split = "val", weights = "model";
    SearchFlags search;
};

nn::ParallelText text_of(const EvaluateOptions& options, nn::DataSettings data) {
    if (!options.data.empty()) data.directory = options.data;
    return nn::read_split(data, options.split);
}

/// Of a model that is no translator, which has other figures.
int evaluate_other(const EvaluateOptions& options, const nn::RunDirectory& run) {
    if (options.search.name() != "greedy" || !options.data.empty())
        throw UsageError("evaluate: --data, --beam, --length-penalty and --no-unknown are for translators");
    Measured measured = evaluate_kind(run, options.weights, options.split);
    fmt::print("{}", facts(standard_output(), measured.rows));
    nlohmann::ordered_json figures = {{"run", options.run}, {"weights", options.weights}, {"split", options.split}};
    figures.update(measured.figures);
    options.common.write(figures);
    return 0;
}

int evaluate(const EvaluateOptions& options) {
    options.common.set_up();
    const nn::RunDirectory run = nn::RunDirectory::open(options.run);
    if (&kind_of(run) != &kind_of(nn::kTranslationTask)) return evaluate_other(options, run);
    const auto start = std::chrono::steady_clock::now();
    const nn::Translator translator = nn::Translator::load(run, options.weights);
    const nn::ParallelText text = text_of(options, translator.settings.data);
    const nn::Evaluation result = evaluate_with_count(standard_output(), translator, text, options.search.chosen);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();

    fmt::print("{}", facts(standard_output(),
                           {{"text", fmt::format("{}, {} sentences", text.source.name, text.source.lines.size())},
                            {"cross-entropy", fmt::format("{:.4f} nats a token", result.cross_entropy)},
                            {"perplexity", fmt::format("{:.3f}", result.perplexity)},
                            {"BLEU", fmt::format("{:.2f} ({})", result.bleu.score, options.search.name())},
                            {"unknown words", nn::grouped(result.unknown)},
                            {"time", nn::duration_text(seconds)}}));
    options.common.write({{"run", options.run},
                          {"weights", options.weights},
                          {"split", options.split},
                          {"sentences", text.source.lines.size()},
                          {"tokens", result.tokens},
                          {"unknown", result.unknown},
                          {"cross_entropy", result.cross_entropy},
                          {"perplexity", result.perplexity},
                          {"bleu", result.bleu.score},
                          {"bleu_precisions", result.bleu.precisions},
                          {"brevity_penalty", result.bleu.brevity_penalty},
                          {"beam", options.search.chosen.beams},
                          {"length_penalty", options.search.chosen.length_penalty},
                          {"unknown_banned", options.search.chosen.ban_unknown},
                          {"seconds", seconds}});
    return 0;
}

}  // namespace

void add_evaluate(CLI::App& program, Run& run) {
    CLI::App* command =
        program.add_subcommand("evaluate", "How good a trained model is: cross-entropy, BLEU, right answers");
    const auto options = std::make_shared<EvaluateOptions>();
    command->add_option("RUN", options->run, "Directory of a trained run")->required()->type_name("");
    command->add_option("--data", options->data, "Directory of the corpus (default: the one that was trained on)")
        ->type_name("DIR");
    command
        ->add_option("--split", options->split,
                     "Which files of the corpus: test for test.de and test.en (default: val)")
        ->type_name("NAME");
    add_weights(*command, options->weights);
    options->search.add(*command);
    options->common.add_threads(*command);
    options->common.add_json(*command);
    command->footer("Example: " + command_line("evaluate runs/demo --split test --beam 5"));
    command->callback([options, &run] { run = [options] { return evaluate(*options); }; });
}

}  // namespace vitro::program
