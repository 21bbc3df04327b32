// examples/step/analysis/what_if.hpp: the step with some numbers or words changed, in double, beside the step as it
// was.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "examples/step/analysis/replay.hpp"

namespace vitro::step {

/// How far a value or a gradient moved.
struct Change {
    int value = -1;
    double before = 0;    ///< norm
    double distance = 0;  ///< norm of the difference
    double relative() const { return before > 0 ? distance / before : distance; }
};

struct WhatIf {
    double loss_before = 0, loss_after = 0;  ///< per token
    std::vector<Change> values, gradients;   ///< those that moved, the most (relatively) first
};

/// Another word is read, or wanted: in the ids of an embedding or the targets of a loss.
struct TokenEdit {
    int op = -1;
    std::int64_t place = 0;
    std::int32_t id = 0;
};
/// `place` of a text of the step's ("source[2]", by number or by word) becomes another word of its vocabulary: an edit
/// for each op that reads the text. Throws Error with the texts, places or words that there are.
std::vector<TokenEdit> token_edits(const Timeline& timeline, std::string_view text, std::string_view place,
                                   std::string_view word);
/// Whether a text of that name is read in the step.
bool is_text(const Timeline& timeline, std::string_view name);
/// "source[2] (ein) = hund"
std::string describe(const Timeline& timeline, const TokenEdit& edit);

/// Both sides are computed in double, so that rounding is no change. Throws Error as Replay does.
WhatIf what_if(const Timeline& timeline, const std::vector<Edit>& edits, const std::vector<TokenEdit>& words = {});

}  // namespace vitro::step
