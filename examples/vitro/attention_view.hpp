// examples/vitro/attention_view.hpp: where each head of the decoder looked, as a picture in text.
#pragma once

#include <span>
#include <string>

#include "examples/vitro/terminal.hpp"
#include "nn/train/translation/evaluation.hpp"

namespace vitro::program {

/// For every decoder layer and head: a row for each token that was written, a column for each token that was read, and
/// in the cell the weight in percent (a point for less than one half). Rows add up to 100. On a terminal with colour,
/// cells are shaded.
std::string attention_view(const Terminal& terminal, const nn::Translator& translator,
                           std::span<const std::int32_t> source, const nn::Decoded& translation);

}  // namespace vitro::program
