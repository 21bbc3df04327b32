// nn/train/too_long_choices.hpp: what becomes of a sentence that is too long, by its name in settings.
#pragma once

#include "nn/data/batches.hpp"
#include "nn/settings_json.hpp"

namespace vitro::nn {

template <>
struct Choices<TooLong> {
    static constexpr Choice<TooLong> all[] = {{"error", TooLong::error}, {"drop", TooLong::drop}};
};

}  // namespace vitro::nn
