// examples/step/analysis/zero.hpp: why a gradient, or a number of it, is 0.
#pragma once

#include <string>
#include <vector>

#include "examples/step/analysis/timeline.hpp"

namespace vitro::step {

/// A name for each answer; name_of() gives the one under which ../text/narration.json explains it, if it does.
enum class ZeroReason {
    not_zero,
    not_wanted,        ///< a constant
    detached,          ///< everything that reads it is cut off from the loss on purpose
    off_path,          ///< nothing that the loss depends on reads it
    row_not_in_batch,  ///< of an embedding: no token asked for this row
    saturated,         ///< the activation is flat there
    masked,            ///< the attention or the mask cut it
    only_choice,       ///< a query with one key to attend to: its weight is 1 whatever the score
    dropped,           ///< by dropout
    not_the_largest,   ///< of max
    factor_zero,       ///< what it is multiplied by is 0
    upstream_zero,     ///< what flows back is 0 already
    cancels,           ///< terms that are not 0 sum to 0, or to what rounding leaves of it
    out_of_slice,      ///< it was not part of what was taken out
};
/// "masked", "row not in batch"
const char* name_of(ZeroReason reason);

/// An answer, the place it is true of, and the next where the reason is further up.
struct ZeroAnswer {
    ZeroReason reason = ZeroReason::not_zero;
    int value = -1;
    std::int64_t element = -1;  ///< -1: of the whole tensor
    int op = -1;                ///< that it is about; -1: none
    std::string detail;         ///< "x = -0.31 before relu"
    double sum = 0, sizes = 0;  ///< cancels: the sum of the terms and of their absolute values
};

/// The chain from the number to where the 0 began; one answer when it is not 0. A number counts as 0 when it is less
/// than 1e-5 of the sum of its terms' sizes.
std::vector<ZeroAnswer> why_zero(const Timeline& timeline, int value, std::int64_t element);

}  // namespace vitro::step
