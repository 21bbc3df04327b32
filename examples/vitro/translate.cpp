// examples/vitro/translate.cpp: `vitro translate`: sentences through a trained model.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <unistd.h>

#include "core/error.hpp"
#include "core/io/whole_file.hpp"
#include "examples/vitro/attention_view.hpp"
#include "examples/vitro/command.hpp"
#include "examples/vitro/search_flags.hpp"

namespace vitro::program {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kBlock = 1000;  // lines: enough to find many of like lengths, few enough to wait for

struct TranslateCommand {
    CommonOptions common;
    std::string run, weights = "model";
    std::vector<std::string> sentences;
    SearchFlags search;
    bool n_best = false;  // asked for, be it 1
    bool attention = false;
};

/// The first of the words that the vocabulary does not have, each once, those that are endless cut: "a, b, ...".
std::string some_unknown(const nn::Text& text, const nn::Vocabulary& vocabulary) {
    constexpr std::size_t kMost = 10, kLongest = 60;
    std::vector<std::string_view> words;
    for (const std::string& line : text.lines)
        for (const std::string_view word : vocabulary.unknown_in(line)) {
            const std::string_view shown = word.size() > kLongest ? std::string_view("...") : word;
            if (std::find(words.begin(), words.end(), shown) != words.end()) continue;
            if (words.size() == kMost) return fmt::format("{}, ...", fmt::join(words, ", "));
            words.push_back(shown);
        }
    return fmt::format("{}", fmt::join(words, ", "));
}

/// Names words that the model does not know, on standard error.
void report_unknown(const nn::Text& text, const nn::Vocabulary& vocabulary, std::int64_t count) {
    if (count == 0) return;
    warn(
        fmt::format("{} unknown {} read as <unk>: {} (text must look like the training text, which may be "
                    "lower-cased with spaces around punctuation)",
                    count, count == 1 ? "word" : "words", some_unknown(text, vocabulary)));
}

/// What --json is given of all that was translated.
struct Record {
    Json translations = Json::array();
    std::int64_t unknown = 0;  // words
};

Json record_of(const nn::Decoded& decoded, const nn::Vocabulary& target) {
    return {{"translation", target.decode(decoded.ids)},
            {"log_probability", decoded.log_probability},
            {"score", decoded.score},
            {"ended", decoded.ended}};
}

/// The best translation, and the list if one was asked for.
Json record_of(const std::string& source, const std::vector<nn::Decoded>& found, const nn::Vocabulary& target,
               bool n_best) {
    Json record = {{"source", source}};
    record.update(record_of(found.front(), target));
    if (!n_best) return record;
    for (const nn::Decoded& decoded : found) record["n_best"].push_back(record_of(decoded, target));
    return record;
}

/// A line for the translation, or, as Moses and Marian print them, one for each of a list.
void print_found(std::size_t sentence, const std::vector<nn::Decoded>& found, const nn::Vocabulary& target,
                 bool n_best) {
    if (!n_best) return fmt::print("{}\n", target.decode(found.front().ids));
    for (const nn::Decoded& decoded : found)
        fmt::print("{} ||| {} ||| {:.4f}\n", sentence, target.decode(decoded.ids), decoded.score);
}

/// Prints the text's translations, block after block. Throws Error naming the line of a sentence that is too long
/// before anything is printed.
void translate_text(const nn::Translator& translator, const nn::Text& text, const TranslateCommand& options,
                    Record& record) {
    const auto& [source, target] = translator.vocabularies;
    const nn::Sentences sentences = nn::encode(text, source);
    nn::check_fits(sentences, translator.settings.model.max_positions);
    report_unknown(text, source, sentences.unknown);
    record.unknown += sentences.unknown;
    const std::span<const std::vector<std::int32_t>> all = sentences.ids;
    for (std::size_t begin = 0; begin < all.size(); begin += kBlock) {
        const auto block = all.subspan(begin, std::min(kBlock, all.size() - begin));
        const std::vector<std::vector<nn::Decoded>> found =
            nn::translate_n_best(translator, {text.name, {block.begin(), block.end()}}, options.search.chosen);
        for (std::size_t i = 0; i < found.size(); ++i) {
            print_found(record.translations.size(), found[i], target, options.n_best);
            if (options.attention)
                fmt::print("{}\n", attention_view(standard_output(), translator, block[i], found[i].front()));
            record.translations.push_back(record_of(text.lines[begin + i], found[i], target, options.n_best));
        }
        flush_output();
    }
}

/// Line by line; one that will not do is complained of, and the next may come.
void translate_typed(const nn::Translator& translator, const TranslateCommand& options, Record& record) {
    int number = 0;
    for (std::string line; std::getline(std::cin, line);) {
        try {
            const std::string name = fmt::format("sentence {}", ++number);
            translate_text(translator, nn::parse_text(line, name), options, record);
        } catch (const core::Error& error) {
            warn(error.what());
        }
    }
}

nn::Text given_text(const TranslateCommand& options) {
    if (options.sentences.empty()) return nn::parse_text(core::read_standard_input(), "standard input");
    return nn::parse_text(fmt::format("{}\n", fmt::join(options.sentences, "\n")), "sentence");
}

int translate(const TranslateCommand& options) {
    options.search.require_consistent();
    options.common.set_up();
    const nn::Translator translator = nn::Translator::load(nn::RunDirectory::open(options.run), options.weights);
    Record record;
    // As it comes while somebody types; otherwise many lines together, which is faster.
    if (options.sentences.empty() && isatty(STDIN_FILENO) == 1)
        translate_typed(translator, options, record);
    else
        translate_text(translator, given_text(options), options, record);
    options.common.write({{"run", options.run},
                          {"weights", options.weights},
                          {"unknown", record.unknown},
                          {"translations", std::move(record.translations)}});
    return 0;
}

}  // namespace

void add_translate(CLI::App& program, Run& run) {
    CLI::App* command = program.add_subcommand("translate", "Translate sentences with a trained model");
    const auto options = std::make_shared<TranslateCommand>();
    command->add_option("RUN", options->run, "Directory of a trained run")->required()->type_name("");
    command
        ->add_option("SENTENCE", options->sentences, "Sentences, each in quotes (default: the lines of standard input)")
        ->type_name("");
    add_weights(*command, options->weights);
    options->search.add(*command);
    options->search.add_n_best(*command);
    command->add_flag("--attention", options->attention,
                      "Show which words each attention head of the decoder looked at, writing the best translation");
    options->common.add_threads(*command);
    options->common.add_json(*command);
    command->footer(
        "Sentences must look like the training text. The demo's is lower-cased, with spaces around punctuation.\n\n"
        "Example: " +
        command_line("translate runs/demo \"ich möchte ein bier .\" --attention"));
    command->callback([command, options, &run] {
        options->n_best = command->count("--n-best") > 0;
        run = [options] { return translate(*options); };
    });
}

}  // namespace vitro::program
