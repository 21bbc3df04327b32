// examples/step/text/hooks.hpp: what TransformerLens calls a value: "blocks.0.attn.hook_pattern" of
// self_attn.attention.
//
// A layer is blocks.N in a model with one stack of layers, else encoder.N or decoder.N; "blocks.N" finds either.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/trace/recording.hpp"

namespace vitro::step {

/// Of a value's output: none, one, or two (attention's output and the weights inside of it).
std::vector<std::string> hooks_of(const core::trace::Graph& graph, int value);

/// The value's own name for one of these; what is none comes back as it is. Throws Error when several values are meant.
std::string name_of_hook(const core::trace::Graph& graph, std::string_view hook);

}  // namespace vitro::step
