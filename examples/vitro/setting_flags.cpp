// examples/vitro/setting_flags.cpp: names, help, and text as JSON.
#include "examples/vitro/setting_flags.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/error.hpp"
#include "core/printable.hpp"
#include "examples/vitro/command.hpp"
#include "nn/data/utf8.hpp"
#include "nn/json_text.hpp"

namespace vitro::program {
namespace {

using Json = nlohmann::ordered_json;

struct Help {
    const char* setting;
    const char* text;
};

constexpr Help kHelp[] = {
    {"d_model", "Width of the embeddings and of every layer's output"},
    {"num_heads", "Attention heads; must divide d-model"},
    {"d_ff", "Inner width of the feed-forward"},
    {"activation", "Activation of the feed-forward: relu, gelu, gelu_tanh or silu"},
    {"norm", "Where the layer norms are: post (on each sum) or pre (on each sublayer's input)"},
    {"layer_norm_epsilon", "Added to the variance in a layer norm"},
    {"layers", "Layers of the stack"},
    {"encoder_layers", "Layers of the encoder"},
    {"decoder_layers", "Layers of the decoder"},
    {"final_norm", "true or false: a layer norm after the last layer of encoder and decoder"},
    {"positions", "Positional encoding: sinusoidal, learned or, in a single stack, rotary"},
    {"max_positions", "Longest sentence, in tokens, its end mark included; of a language model the context"},
    {"tied",
     "Embeddings that share their weights: none, target (with the output) or all; of a single stack true or false"},
    {"bias", "true or false: biases in linear maps and norms"},
    {"initialisation", "How weights start: gpt2 (normal, small) or xavier"},
    {"scale_embedding", "true or false: multiply embeddings by sqrt(d_model)"},
    {"dropout", "Dropout at all four places; an option for one of them goes before it"},
    {"residual_dropout", "Dropout on the output of each sublayer"},
    {"attention_dropout", "Dropout on the attention weights"},
    {"feed_forward_dropout", "Dropout on the inner activations of the feed-forward"},
    {"embedding_dropout", "Dropout on the sums of embeddings and positions"},
    {"text", "Text file to learn from (default: the embedded stories)"},
    {"validation_share", "Share of the text, from its end, that is kept for validation"},
    {"length", "Symbols of an input; add: digits of each number; 0: what is usual"},
    {"symbols", "How many symbols there are; add: the base; 0: what is usual"},
    {"reversed_sum", "true or false: add: the last digit of the sum is written first"},
    {"test_examples", "Examples that are solved at the end of each epoch"},
    {"steps_per_epoch", "Batches between two validations"},
    {"sample_tokens", "Tokens that the model writes at the end of each epoch; 0: none"},
    {"prompt", "What the sample goes on from"},
    {"directory", "Directory of the corpus (default: the embedded one)"},
    {"source", "Language to translate from, as its files end: de for train.de"},
    {"target", "Language to translate to, as its files end: en for train.en"},
    {"train", "Files to train on: train for train.de and train.en"},
    {"validation", "Files to choose the best epoch by"},
    {"tokens", "What a token is: words (between spaces), characters or subwords (byte-pair encoding)"},
    {"min_frequency", "Tokens that the training text has less often are read as unknown"},
    {"vocabulary_size", "subwords: entries of a vocabulary, marks included"},
    {"shared_vocabulary", "true or false: one vocabulary for both languages"},
    {"batch_size", "Sentence pairs, blocks of text or examples in a batch, at most"},
    {"micro_batches", "Parts of a batch, computed one after the other; each has sentences of like lengths"},
    {"max_tokens",
     "Tokens of a batch on either side, padding included, at most; shared by its micro-batches; 0: no limit"},
    {"pool", "Batches whose pairs are sorted by length together; more: less padding"},
    {"too_long", "What to do with a sentence longer than max-positions or max-tokens: error or drop"},
    {"epochs", "Passes over the training split"},
    {"max_steps", "Stop after so many steps; 0: no limit"},
    {"seed", "Seed of the initial weights, the order of batches and dropout"},
    {"optimizer", "adam, adamw (weight decay apart from the gradient) or sgd"},
    {"beta1", "adam, adamw: decay of the first moment"},
    {"beta2", "adam, adamw: decay of the second moment"},
    {"epsilon", "adam, adamw: added to the root of the second moment"},
    {"momentum", "sgd: momentum"},
    {"weight_decay", "Weight decay; 0: none"},
    {"decayed", "Of which parameters weight decay takes a share: all, or matrices (no biases, no norms)"},
    {"schedule", "How the learning rate goes: constant, noam or cosine"},
    {"learning_rate", "constant: the rate; cosine: its peak; noam: a factor"},
    {"final_learning_rate", "cosine: the rate at the end"},
    {"warmup", "noam, cosine: steps in which the rate rises"},
    {"clip", "Longest that the gradient of all weights may be; 0: no limit"},
    {"label_smoothing", "Share of the probability that is spread over the whole vocabulary"},
    {"log_every", "Steps between lines of log.jsonl"},
    {"keep_epochs", "The weights of so many epochs, the last ones, stay in the run, to be averaged; 0: none"},
    {"tensorboard", "true or false: figures for TensorBoard in the run, too"},
};

constexpr const char* kSections[] = {"data", "training", "model"};

/// What run.json, which may serve as a preset, holds besides.
constexpr const char* kOfRuns[] = {"format", "task", "corpus"};

/// What "dropout" is short for.
constexpr const char* kDropoutPlaces[] = {"residual_dropout", "attention_dropout", "feed_forward_dropout",
                                          "embedding_dropout"};

std::string option_name(const std::string& setting) {
    if (setting == "directory") return "--data";
    std::string name = "--" + setting;
    std::replace(name.begin(), name.end(), '_', '-');
    return name;
}

const char* help_for(const std::string& setting) {
    const Help* found = std::ranges::find(kHelp, setting, &Help::setting);
    if (found == std::end(kHelp)) throw std::logic_error("no help for the setting " + setting);
    return found->text;
}

/// Numbers and truth values as such, where the setting is not a text. In place of an integer, 1e20 stays as it was
/// typed.
Json as_json(const std::string& text, const Json& example) {
    if (example.is_string()) return text;
    const Json parsed = nn::parse_json_or_null(text);
    const bool is_number = parsed.is_number() && !(parsed.is_number_float() && example.is_number_integer());
    return is_number || parsed.is_boolean() ? parsed : Json(text);
}

template <std::size_t N>
bool is_among(const char* const (&names)[N], const std::string& name) {
    return std::ranges::find(names, name) != std::end(names);
}

/// So that settings can be put into them, and none is overlooked under a name that is not quite right.
void require_sections(const Json& settings) {
    if (!settings.is_object()) throw core::Error("[settings] must be a JSON object with model, data and training");
    for (const auto& item : settings.items())
        if (!is_among(kSections, item.key()) && !is_among(kOfRuns, item.key()))
            throw core::Error(
                fmt::format("[settings] {}: valid are model, data, training", core::printable(item.key())));
    for (const char* section : kSections)
        if (settings.contains(section) && !settings[section].is_object())
            throw core::Error(fmt::format("[{}] settings must be a JSON object", section));
}

}  // namespace

SettingFlags::SettingFlags(const Json& defaults) : defaults_(std::make_unique<Json>(defaults)) {
    (*defaults_)["model"]["dropout"] = 0.0;  // short for four others
}

SettingFlags::~SettingFlags() = default;

void SettingFlags::add_to(CLI::App& command) {
    for (const char* section : kSections)
        for (const auto& item : (*defaults_)[section].items()) add(command, section, item.key());
}

void SettingFlags::add(CLI::App& command, const std::string& section, const std::string& setting) {
    const std::string name = option_name(setting);
    Flag& flag = flags_[name];
    flag.section = section;
    flag.setting = setting;
    flag.option = command.add_option(name, flag.text, help_for(setting));
    flag.option->type_name(setting == "directory" ? "DIR" : setting == "text" ? "FILE" : "VALUE");
    flag.option->group("Settings of the " + section + " (default: the preset's)");
}

Json SettingFlags::over(Json settings) const {
    require_sections(settings);
    if (flags_.at("--dropout").option->count() > 0 && settings.contains("model"))
        for (const char* place : kDropoutPlaces) settings["model"].erase(place);
    for (const auto& [name, flag] : flags_) {
        if (flag.option->count() == 0) continue;
        if (nn::find_invalid_utf8(flag.text) != std::string::npos)
            throw UsageError(fmt::format("{}: not UTF-8: run.json cannot hold it", name));
        settings[flag.section][flag.setting] = as_json(flag.text, (*defaults_)[flag.section][flag.setting]);
    }
    return settings;
}

nlohmann::ordered_json SettingFlags::given() const {
    return over(Json::object());
}

std::string SettingFlags::given_except(std::initializer_list<std::string_view> allowed) const {
    std::string names;
    for (const auto& [name, flag] : flags_)
        if (flag.option->count() > 0 && std::ranges::find(allowed, name) == allowed.end())
            names += (names.empty() ? "" : ", ") + name;
    return names;
}

}  // namespace vitro::program
