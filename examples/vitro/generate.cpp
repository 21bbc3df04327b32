// examples/vitro/generate.cpp: `vitro generate`: a trained language model goes on with a text.
#include "nn/decode/generate.hpp"

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <fmt/format.h>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>

#include "examples/vitro/command.hpp"
#include "examples/vitro/interruption.hpp"
#include "examples/vitro/search_flags.hpp"
#include "examples/vitro/terminal.hpp"
#include "examples/vitro/usage.hpp"
#include "nn/data/utf8.hpp"
#include "nn/train/language/writer.hpp"

namespace vitro::program {
namespace {

struct GenerateOptions {
    CommonOptions common;
    std::string run, weights = "model", prompt = "\n";
    std::int64_t tokens = 500, samples = 1;
    nn::SampleOptions sampling = {.temperature = 0.8, .top_k = 0, .top_p = 1, .seed = 1};
};

struct Written {
    std::string text;
    std::int64_t tokens = 0;
    double seconds = 0;
};

/// Prints the text as it comes, each token's share at once: one that ends within a character waits for its rest.
Written write(const nn::Writer& writer, const GenerateOptions& options, const nn::SampleOptions& sampling) {
    const auto start = std::chrono::steady_clock::now();
    nn::Generator generator(writer.model, nn::encode_prompt(writer.vocabulary, options.prompt), sampling);
    Written written{.text = writer.vocabulary.decode(generator.tokens())};
    fmt::print("{}", bold(standard_output(), written.text));
    while (written.tokens < options.tokens && interruption() == 0) {
        generator.next();
        ++written.tokens;
        std::string text = writer.vocabulary.decode(generator.tokens());
        if (nn::find_invalid_utf8(text) != std::string::npos) continue;
        fmt::print("{}", std::string_view(text).substr(std::min(text.size(), written.text.size())));
        std::fflush(stdout);
        written.text = std::move(text);
    }
    written.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    fmt::print("\n");
    flush_output();
    return written;
}

int generate(const GenerateOptions& options) {
    options.sampling.validate();
    options.common.set_up();
    const nn::Writer writer = nn::Writer::load(nn::RunDirectory::open(options.run), options.weights);
    const CaughtInterruptions caught;
    nlohmann::ordered_json texts = nlohmann::ordered_json::array();
    std::int64_t tokens = 0;
    double seconds = 0;
    for (std::int64_t sample = 0; sample < options.samples && interruption() == 0; ++sample) {
        nn::SampleOptions sampling = options.sampling;
        sampling.seed += static_cast<std::uint64_t>(sample);
        if (sample > 0) fmt::print("---------------\n");
        const Written written = write(writer, options, sampling);
        tokens += written.tokens;
        seconds += written.seconds;
        texts.push_back(written.text);
    }
    const double rate = seconds > 0 ? static_cast<double>(tokens) / seconds : 0;
    if (standard_output().interactive) fmt::print("{}\n", dim(standard_output(), fmt::format("{:.0f} tokens/s", rate)));
    options.common.write({{"run", options.run},
                          {"weights", options.weights},
                          {"prompt", options.prompt},
                          {"texts", std::move(texts)},
                          {"tokens", tokens},
                          {"tokens_per_second", rate}});
    return interruption() == 0 ? 0 : 128 + interruption();
}

void add_sampling(CLI::App& command, nn::SampleOptions& sampling) {
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    command
        .add_option("--temperature", sampling.temperature,
                    "Below 1 the likely becomes likelier, above less so; 0: always the likeliest (default: 0.8)")
        ->type_name("T")
        ->check(non_negative());
    command.add_option("--top-k", sampling.top_k, "Only of the K likeliest tokens (default: of all)")
        ->type_name("K")
        ->check(whole_number(0, kMost));
    command
        .add_option("--top-p", sampling.top_p,
                    "Only of the likeliest tokens that together have the probability P (default: 1)")
        ->type_name("P");
    command.add_option("--seed", sampling.seed, "Seed of the draws (default: 1)")
        ->type_name("N")
        ->check(whole_number(0, kMost));
}

}  // namespace

void add_generate(CLI::App& program, Run& run) {
    CLI::App* command = program.add_subcommand("generate", "Let a trained language model go on with a text");
    const auto options = std::make_shared<GenerateOptions>();
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    command->add_option("RUN", options->run, "Directory of the run")->required();
    command->add_option("--prompt", options->prompt, "What to go on from (default: a newline)")->type_name("TEXT");
    command->add_option("--tokens", options->tokens, "How many tokens to write (default: 500)")
        ->type_name("N")
        ->check(whole_number(1, kMost));
    command->add_option("--samples", options->samples, "How many texts, each with the next seed (default: 1)")
        ->type_name("N")
        ->check(whole_number(1, kMost));
    add_sampling(*command, options->sampling);
    add_weights(*command, options->weights);
    options->common.add_threads(*command);
    options->common.add_json(*command);
    command->footer("Example: " + command_line("generate runs/poet --prompt \"Once upon\" --temperature 0.7"));
    command->callback([options, &run] { run = [options] { return generate(*options); }; });
}

}  // namespace vitro::program
