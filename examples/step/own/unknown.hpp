// examples/step/own/unknown.hpp: a text that a model cannot read.
#pragma once

#include <string_view>

#include "nn/data/vocabulary.hpp"

namespace vitro::step {

/// Throws Error that names the first few characters or words of --text that are not in the vocabulary, if there are
/// any; of an alphabet also what is in it.
void refuse_unknown(std::string_view text, const nn::Vocabulary& vocabulary);

}  // namespace vitro::step
