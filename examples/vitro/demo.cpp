// examples/vitro/demo.cpp: `vitro demo`: from nothing to a translator in two minutes.
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <fmt/format.h>
#include <limits>
#include <memory>

#include "core/runtime.hpp"
#include "examples/step/own/own_step.hpp"
#include "examples/step/page/page.hpp"
#include "examples/vitro/command.hpp"
#include "examples/vitro/display.hpp"
#include "examples/vitro/interruption.hpp"
#include "examples/vitro/presets.hpp"
#include "examples/vitro/session.hpp"
#include "examples/vitro/usage.hpp"
#include "nn/data/grammar/grammar.hpp"
#include "nn/train/progress.hpp"

namespace vitro::program {
namespace {

constexpr const char* kPreset = "demo";
constexpr std::size_t kShown = 8;  // sentences of the test set

struct DemoOptions {
    CommonOptions common;
    std::int64_t seed = 1;
    std::string out;
};

/// Sentences that training never saw: the showcase, then some from the test set, spread over it.
nn::ParallelText sentences_to_show(const nn::ParallelText& test) {
    nn::ParallelText shown = nn::grammar::text_of(nn::grammar::showcase(), "showcase", "showcase");
    for (std::size_t i = 0; i < kShown; ++i) {
        const std::size_t line = i * test.source.lines.size() / kShown;
        shown.source.lines.push_back(test.source.lines[line]);
        shown.target.lines.push_back(test.target.lines[line]);
    }
    return shown;
}

void show_translations(const Terminal& terminal, const nn::Translator& translator, const nn::ParallelText& text) {
    const nn::Sentences sentences = nn::encode(text.source, translator.vocabularies.source);
    const std::vector<nn::Decoded> decoded = nn::translate(translator, sentences);
    for (std::size_t i = 0; i < decoded.size(); ++i) {
        const std::string translation = translator.vocabularies.target.decode(decoded[i].ids);
        fmt::print("  {}\n  {}\n", dim(terminal, text.source.lines[i]), translation);
        if (translation != text.target.lines[i])
            fmt::print("  {}\n", dim(terminal, "expected: " + text.target.lines[i]));
        fmt::print("\n");
    }
}

const nn::grammar::Pair& shown() {
    return nn::grammar::showcase().front();
}

/// One more step of the run, on a sentence of the showcase, to be walked through; the run stays as it is.
std::string write_step_page(const nn::RunDirectory& run) {
    const std::string path = (run.path() / "step.html").string();
    step::write_page(path, step::own_step(run.path().string(), shown().german, shown().english));
    return path;
}

int demo(const DemoOptions& options) {
    const auto start = std::chrono::steady_clock::now();
    options.common.set_up();
    const Terminal terminal = standard_output();
    fmt::print("A Transformer learns to translate German into English.\n\n");
    nlohmann::ordered_json preset = preset_settings(nn::kTranslationTask, kPreset);
    preset["training"]["seed"] = options.seed;
    const Kind& kind = kind_of(nn::kTranslationTask);
    Session session(terminal, kind, kind.complete(preset), options.out, kPreset);
    if (!session.train() || interruption() != 0) {  // the training may have ended all the same
        options.common.write(session.figures());
        return 128 + interruption();
    }

    const nn::Translator best = nn::Translator::load(session.run());
    const nn::ParallelText test = nn::read_split(best.settings.data, "test");
    const nn::Evaluation evaluation = evaluate_with_count(terminal, best, test);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    fmt::print("\n{}\n\n", bold(terminal, "Sentences that it has never seen:"));
    show_translations(terminal, best, sentences_to_show(test));
    fmt::print("  {} on {} such sentences, {} in all\n\n",
               bold(terminal, fmt::format("BLEU {:.2f}", evaluation.bleu.score)), evaluation.translations.size(),
               nn::duration_text(seconds));
    const std::string run = shell_word(session.run().path().string());
    const std::string page = write_step_page(session.run());
    fmt::print("What to do next:\n  {}\n  {}\n  {}\n  open {} in a browser: its next training step, op by op\n",
               command_line(fmt::format("translate {} \"{}\" --attention", run, shown().german)),
               command_line("train translate --help"), command_line("step"), shell_word(page));

    nlohmann::ordered_json figures = session.figures();
    figures.update({{"training_seconds", figures["seconds"]},
                    {"bleu", evaluation.bleu.score},
                    {"cross_entropy", evaluation.cross_entropy},
                    {"perplexity", evaluation.perplexity},
                    {"seconds", seconds}});
    options.common.write(figures);
    return 0;
}

}  // namespace

void add_demo(CLI::App& program, Run& run) {
    CLI::App* command =
        program.add_subcommand("demo", "Train the embedded German-English translator and let it translate");
    const auto options = std::make_shared<DemoOptions>();
    command
        ->add_option("--seed", options->seed,
                     "Seed of the initial weights, the order of batches and dropout (default: 1)")
        ->type_name("N")
        ->check(whole_number(0, std::numeric_limits<std::int64_t>::max()));
    command->add_option("--out", options->out, "Directory of the run (default: a new one in runs/)")->type_name("RUN");
    options->common.add_threads(*command);
    options->common.add_json(*command);
    command->footer("Example: " + command_line("demo --seed 2 --json demo.json"));
    command->callback([options, &run] { run = [options] { return demo(*options); }; });
}

}  // namespace vitro::program
