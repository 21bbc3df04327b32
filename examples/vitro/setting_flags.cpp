// examples/vitro/setting_flags.cpp: names, help, and text as JSON.
#include "examples/vitro/setting_flags.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

#include "core/error.hpp"
#include "examples/vitro/command.hpp"
#include "nn/data/utf8.hpp"
#include "nn/train/translation_settings.hpp"

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
    {"activation", "Of the feed-forward: relu, gelu, gelu_tanh or silu"},
    {"norm", "Layer norm: post (on the sum) or pre (on a sublayer's input)"},
    {"layer_norm_epsilon", "Layer norm: added to the variance"},
    {"encoder_layers", "Encoder layers"},
    {"decoder_layers", "Decoder layers"},
    {"final_norm", "true or false: a layer norm behind each stack"},
    {"positions", "Positional encoding: sinusoidal or learned"},
    {"max_positions", "Longest sentence, its mark included"},
    {"tied", "Tied embeddings: none, target (with the output) or all"},
    {"scale_embedding", "true or false: multiply embeddings by sqrt(d_model)"},
    {"dropout", "All four dropouts above"},
    {"residual_dropout", "On the output of each sublayer"},
    {"attention_dropout", "On the attention weights"},
    {"feed_forward_dropout", "On the inner activations of the feed-forward"},
    {"embedding_dropout", "On the sums of embeddings and positions"},
    {"directory", "Directory of the corpus (default: the embedded one)"},
    {"source", "Language to translate from: the ending of its files"},
    {"target", "Language to translate to"},
    {"train", "Split to train on"},
    {"validation", "Split to choose the best epoch by"},
    {"tokens", "words or characters"},
    {"min_frequency", "Rarer tokens are unknown words"},
    {"shared_vocabulary", "true or false: one for both languages"},
    {"batch_size", "Pairs in a batch"},
    {"max_tokens", "Tokens of a batch on either side; 0: no limit"},
    {"pool", "Batches that are sorted by length together"},
    {"too_long", "A sentence longer than max-positions: error or drop"},
    {"epochs", "Passes over the training split"},
    {"max_steps", "Stop after so many steps; 0: no limit"},
    {"seed", "Of initial weights, order of batches and dropout"},
    {"optimizer", "adam, adamw or sgd"},
    {"beta1", "Adam: decay of the first moment"},
    {"beta2", "Adam: decay of the second moment"},
    {"epsilon", "Adam: added to the root of the second moment"},
    {"momentum", "SGD: momentum"},
    {"weight_decay", "Weight decay; adamw's is decoupled from the gradient"},
    {"schedule", "Learning rate: constant, noam or cosine"},
    {"learning_rate", "The rate; cosine: its peak; noam: a factor"},
    {"final_learning_rate", "Cosine: the rate at the end"},
    {"warmup", "Noam, cosine: warm-up steps"},
    {"clip", "Clip the global gradient norm at this; 0: never"},
    {"label_smoothing", "Probability spread over the whole vocabulary"},
    {"log_every", "Steps between lines of log.jsonl"},
};

constexpr const char* kSections[] = {"data", "training", "model"};

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

/// Numbers and truth values as such, where the setting is not a text.
Json as_json(const std::string& text, const Json& example) {
    if (example.is_string()) return text;
    const Json parsed = Json::parse(text, nullptr, false);
    return parsed.is_number() || parsed.is_boolean() ? parsed : Json(text);
}

/// So that settings can be put into them.
void require_sections(const Json& settings) {
    if (!settings.is_object()) throw core::Error("[settings] must be a JSON object with model, data and training");
    for (const char* section : kSections)
        if (settings.contains(section) && !settings[section].is_object())
            throw core::Error(fmt::format("[{}] settings must be a JSON object", section));
}

/// Every setting with its default: the names, and of which kind the values are.
const Json& defaults() {
    static const Json settings = [] {
        Json json = to_json(nn::TranslationSettings{});
        json["model"]["dropout"] = 0.0;  // short for four others
        return json;
    }();
    return settings;
}

}  // namespace

void SettingFlags::add_to(CLI::App& command) {
    for (const char* section : kSections)
        for (const auto& item : defaults()[section].items()) add(command, section, item.key());
}

void SettingFlags::add(CLI::App& command, const std::string& section, const std::string& setting) {
    const std::string name = option_name(setting);
    Flag& flag = flags_[name];
    flag.section = section;
    flag.setting = setting;
    flag.option = command.add_option(name, flag.text, help_for(setting));
    flag.option->type_name(setting == "directory" ? "DIR" : "VALUE");
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
        settings[flag.section][flag.setting] = as_json(flag.text, defaults()[flag.section][flag.setting]);
    }
    return settings;
}

std::string SettingFlags::given_except(std::initializer_list<std::string_view> allowed) const {
    std::string names;
    for (const auto& [name, flag] : flags_)
        if (flag.option->count() > 0 && std::ranges::find(allowed, name) == allowed.end())
            names += (names.empty() ? "" : ", ") + name;
    return names;
}

}  // namespace vitro::program
