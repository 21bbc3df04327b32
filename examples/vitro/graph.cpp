// examples/vitro/graph.cpp: `vitro graph`: one training step of a small Transformer, op by op.
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/context.hpp"
#include "core/error.hpp"
#include "core/trace/trace.hpp"
#include "examples/vitro/command.hpp"
#include "examples/vitro/terminal.hpp"
#include "examples/vitro/usage.hpp"
#include "nn/data/grammar/grammar.hpp"
#include "nn/train/translation/translation.hpp"

namespace vitro::program {
namespace {

using core::trace::Step;

struct GraphOptions {
    CommonOptions common;
    std::int64_t layers = 1, width = 16;
    bool dot = false;
};

nn::TranslationSettings small_settings(const GraphOptions& options) {
    nn::TranslationSettings settings;
    settings.model.layer = {
        .d_model = options.width, .num_heads = 2, .d_ff = 2 * options.width, .norm = nn::NormPlacement::pre};
    settings.model.encoder_layers = settings.model.decoder_layers = options.layers;
    settings.model.max_positions = 32;
    settings.data.min_frequency = 1;
    settings.training.label_smoothing = 0.1;
    try {
        settings.validate();
    } catch (const core::Error& error) {
        throw UsageError(error.what());
    }
    return settings;
}

Step traced(const GraphOptions& options) {
    const nn::TranslationSettings settings = small_settings(options);
    const nn::ParallelText text = nn::grammar::text_of(nn::grammar::showcase(), "showcase", "showcase");  // the demo's
    const nn::Translator translator(settings, nn::build_vocabularies(settings.data, text));
    const auto& [source, target] = translator.vocabularies;
    const nn::Batch batch = nn::Batches(nn::encode(text, source, target), {}).epoch(0)[0];
    const core::Training training(1, 0);
    return core::trace_step(
        [&] { return nn::batch_loss(translator.model, batch, settings.training.label_smoothing).mean(); });
}

nlohmann::ordered_json figures(const Step& step) {
    nlohmann::ordered_json ops = nlohmann::ordered_json::array();
    for (const core::trace::Row& row : step.rows)
        ops.push_back({{"op", row.op},
                       {"module", row.path.str()},
                       {"output", row.output.str()},
                       {"kept_bytes", row.kept_bytes()},
                       {"flops", row.flops}});
    return {{"forward_peak_bytes", step.memory.forward_peak},
            {"backward_peak_bytes", step.memory.backward_peak},
            {"after_forward_bytes", step.memory.after_forward},
            {"after_backward_bytes", step.memory.after_backward},
            {"ops", ops}};
}

int graph(const GraphOptions& options) {
    options.common.set_up();
    const Step step = traced(options);
    if (options.dot) {
        fmt::print("{}", core::trace::dot(step));
    } else {
        const Terminal terminal = standard_output();
        fmt::print("{}\n{}\n{}\n{}", bold(terminal, "One training step, op by op"), core::trace::table(step),
                   bold(terminal, "What is kept for the reverse pass"), core::trace::ledger(step));
    }
    options.common.write(figures(step));
    return 0;
}

}  // namespace

void add_graph(CLI::App& program, Run& run) {
    CLI::App* command =
        program.add_subcommand("graph", "One training step of a small Transformer, as a table or as DOT");
    const auto options = std::make_shared<GraphOptions>();
    command->add_flag("--dot", options->dot, "Print the graph as DOT, for Graphviz, instead of the table");
    command->add_option("--layers", options->layers, "Layers of the encoder, and of the decoder (default: 1)")
        ->type_name("N")
        ->check(whole_number(1, 100));
    command
        ->add_option("--d-model", options->width,
                     "Width of the embeddings and of every layer's output, an even number (default: 16)")
        ->type_name("N")
        ->check(whole_number(2, 4096));
    options->common.add_threads(*command);
    options->common.add_json(*command);
    command->footer("Example: " + command_line("graph --dot | dot -Tsvg > step.svg"));
    command->callback([options, &run] { run = [options] { return graph(*options); }; });
}

}  // namespace vitro::program
