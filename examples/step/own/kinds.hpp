// examples/step/own/kinds.hpp: a step of each kind of model, as own_step() chooses between them.
#pragma once

#include <string>

#include "core/trace/recording.hpp"
#include "nn/data/corpus.hpp"
#include "nn/train/run/run_directory.hpp"

namespace vitro::step {

struct OwnText {
    nn::RunDirectory run;
    std::string text, target;  ///< a target that is "" was not given
};

core::trace::Recording own_translation_step(const OwnText& own);
core::trace::Recording own_language_step(const OwnText& own);
core::trace::Recording own_toy_step(const OwnText& own);
core::trace::Recording own_classify_step(const OwnText& own);

/// A sentence, called `name` in messages. Throws Error when it is none, or several.
nn::Text one_line(const char* name, const std::string& text);

}  // namespace vitro::step
