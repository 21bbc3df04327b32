// examples/vitro/translate.cpp: `vitro translate`: sentences through a trained model.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <iostream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <unistd.h>

#include "core/error.hpp"
#include "examples/vitro/attention_view.hpp"
#include "examples/vitro/command.hpp"
#include "nn/data/tokenizer.hpp"
#include "nn/train/evaluation.hpp"

namespace vitro::program {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kBlock = 1000;  // lines: enough to find many of like lengths, few enough to wait for

struct Options {
    CommonOptions common;
    std::string run;
    std::vector<std::string> sentences;
    std::int64_t beams = 1;
    double length_penalty = 0.6;
    bool attention = false;
};

/// Names the words that the model does not know, on standard error.
void report_unknown(const nn::Text& text, const nn::Vocabulary& vocabulary, std::int64_t count) {
    if (count == 0) return;
    std::vector<std::string> words;
    for (const std::string& line : text.lines)
        for (const std::string_view word : nn::split(line, vocabulary.kind()))
            if (vocabulary.id(word) == nn::Vocabulary::kUnknown) words.emplace_back(word);
    fmt::print(stderr,
               "vitro: {} unknown {} read as <unk>: {} (text must look like the training text, which may be "
               "lower-cased with spaces around punctuation)\n",
               count, count == 1 ? "word" : "words", fmt::join(words, ", "));
}

class Speaker {
  public:
    Speaker(const Options& options, const Terminal& terminal)
        : options_(options),
          terminal_(terminal),
          translator_(nn::Translator::load(nn::RunDirectory::open(options.run))) {}

    /// Translates and prints, block after block. Throws Error naming the line of a sentence that is too long before
    /// anything is printed.
    void translate(const nn::Text& text) {
        nn::check_fits(nn::encode(text, translator_.vocabularies.source), translator_.settings.model.max_positions);
        for (std::span<const std::string> left = text.lines; !left.empty();) {
            const std::span<const std::string> block = left.first(std::min(left.size(), kBlock));
            translate_block({text.name, {block.begin(), block.end()}});
            left = left.subspan(block.size());
        }
    }

    Json figures() const { return {{"run", options_.run}, {"unknown", unknown_}, {"translations", translations_}}; }

  private:
    void translate_block(const nn::Text& text) {
        const nn::Sentences sentences = nn::encode(text, translator_.vocabularies.source);
        const std::vector<nn::Decoded> decoded =
            nn::translate(translator_, sentences, {.beams = options_.beams, .length_penalty = options_.length_penalty});
        report_unknown(text, translator_.vocabularies.source, sentences.unknown);
        for (std::size_t i = 0; i < decoded.size(); ++i) print(text.lines[i], sentences.ids[i], decoded[i]);
        flush_output();
        unknown_ += sentences.unknown;
    }

    void print(const std::string& source, const std::vector<std::int32_t>& ids, const nn::Decoded& decoded) {
        const std::string translation = translator_.vocabularies.target.decode(decoded.ids);
        fmt::print("{}\n", translation);
        if (options_.attention) fmt::print("{}\n", attention_view(terminal_, translator_, ids, decoded.ids));
        translations_.push_back({{"source", source},
                                 {"translation", translation},
                                 {"log_probability", decoded.log_probability},
                                 {"ended", decoded.ended}});
    }

    const Options& options_;
    Terminal terminal_;
    nn::Translator translator_;
    Json translations_ = Json::array();
    std::int64_t unknown_ = 0;
};

/// Line by line; one that will not do is complained of, and the next may come.
void translate_typed(Speaker& speaker) {
    int number = 0;
    for (std::string line; std::getline(std::cin, line);) {
        try {
            speaker.translate(nn::parse_text(line, fmt::format("sentence {}", ++number)));
        } catch (const core::Error& error) {
            fmt::print(stderr, "vitro: {}\n", error.what());
        }
    }
}

/// As it comes while somebody types; many lines together, which is faster, from a file or a pipe.
void translate_standard_input(Speaker& speaker) {
    if (isatty(STDIN_FILENO) == 1) {
        translate_typed(speaker);
        return;
    }
    const std::string all{std::istreambuf_iterator<char>(std::cin), {}};
    speaker.translate(nn::parse_text(all, "standard input"));
}

int translate(const Options& options) {
    options.common.set_up();
    Speaker speaker(options, standard_output());
    if (options.sentences.empty()) {
        translate_standard_input(speaker);
    } else {
        std::string lines;
        for (const std::string& sentence : options.sentences) lines += sentence + "\n";
        speaker.translate(nn::parse_text(lines, "sentence"));
    }
    options.common.write(speaker.figures());
    return 0;
}

}  // namespace

void add_translate(CLI::App& program, Run& run) {
    CLI::App* command = program.add_subcommand("translate", "Translate sentences with a trained model");
    const auto options = std::make_shared<Options>();
    command->add_option("RUN", options->run, "Directory of a run")->required();
    command->add_option("SENTENCE", options->sentences, "Each a sentence (default: the lines of standard input)");
    command->add_option("--beam", options->beams, "Width of beam search; 1: greedy (default)")
        ->type_name("K")
        ->check(CLI::Range(1, 1000));
    command->add_option("--length-penalty", options->length_penalty, "Of beam search (default: 0.6)")
        ->type_name("A")
        ->check(CLI::NonNegativeNumber);
    command->add_flag("--attention", options->attention, "Show what each head of the decoder looked at");
    options->common.add_threads(*command);
    options->common.add_json(*command);
    command->footer("Example: ./vitro translate runs/demo \"ich möchte ein bier .\" --attention");
    command->callback([options, &run] { run = [options] { return translate(*options); }; });
}

}  // namespace vitro::program
