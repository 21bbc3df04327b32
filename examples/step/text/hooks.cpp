// examples/step/text/hooks.cpp: a layer's path out of a name, and its entry in narration.json.
#include "examples/step/text/hooks.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <sstream>

#include "core/error.hpp"
#include "examples/step/text/narration.hpp"

namespace vitro::step {
namespace {

using core::trace::Graph;

constexpr std::string_view kBlock = "{block}";

/// "decoder.layers.0" of "decoder.layers.0.norm1.layer_norm", "layers.0" of "layers.0.add"; empty outside of layers.
std::string_view layer_of(std::string_view name) {
    constexpr std::string_view kLayers = "layers.";
    std::size_t at = name.starts_with(kLayers) ? 0 : name.find(".layers.");
    if (at == std::string_view::npos) return "";
    if (at > 0) ++at;
    return name.substr(0, name.find('.', at + kLayers.size()));
}

bool has(const Graph& graph, std::string_view begun) {
    return std::ranges::any_of(graph.ops, [&](const auto& op) { return op.path.starts_with(begun); });
}

/// "encoder.layers.0" as "encoder.0", or as "blocks.0" where there is one stack.
std::string block_of(const Graph& graph, std::string_view layer) {
    const std::size_t dot = layer.find('.'), number = layer.rfind('.');
    const bool is_alone = !has(graph, "encoder.layers.") || !has(graph, "decoder.layers.");
    return (is_alone ? "blocks" : std::string(layer.substr(0, dot))) + std::string(layer.substr(number));
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

/// Of three additions on the stream the second is that of cross-attention.
std::string key_of(const Graph& graph, std::string_view name, std::string_view layer) {
    if (layer.empty()) return std::string(name);
    const std::string key = std::string(kBlock) + std::string(name.substr(layer.size()));
    const std::string third = std::string(layer) + ".add#3";
    const bool has_third = std::ranges::any_of(graph.values, [&](const auto& value) { return value.name == third; });
    return has_third && key == "{block}.add#2" ? key + " of 3" : key;
}

/// "blocks.0.hook_z" is meant by "z" of any stack's block 0.
bool is_meant(std::string_view hook, std::string_view asked) {
    if (hook == asked || hook.ends_with("." + std::string(asked))) return true;
    constexpr std::string_view kAny = "blocks";
    return asked.starts_with(kAny) && hook.ends_with(asked.substr(kAny.size()));
}

}  // namespace

std::vector<std::string> hooks_of(const Graph& graph, int value) {
    const std::string& name = graph.values[static_cast<std::size_t>(value)].name;
    const std::string_view layer = layer_of(name);
    const std::string key = key_of(graph, name, layer);
    const auto found = std::ranges::find(narration().hooks, key, &Entries::value_type::first);
    if (found == narration().hooks.end()) return {};
    std::istringstream words(layer.empty() ? found->second : replaced(found->second, kBlock, block_of(graph, layer)));
    std::vector<std::string> hooks;
    for (std::string word; words >> word;) hooks.push_back(word);
    return hooks;
}

std::string name_of_hook(const Graph& graph, std::string_view hook) {
    if (hook.find("hook_") == std::string_view::npos) return std::string(hook);
    std::vector<std::string> names;
    for (std::size_t v = 0; v < graph.values.size(); ++v)
        for (const std::string& one : hooks_of(graph, static_cast<int>(v)))
            if (is_meant(one, hook)) names.push_back(graph.values[v].name);
    if (names.empty()) return std::string(hook);
    if (names.size() > 1)
        throw core::Error(fmt::format("'{}' may be any of {} tensors: {}", hook, names.size(), fmt::join(names, ", ")));
    return names.front();
}

}  // namespace vitro::step
