// examples/step/analysis/why.hpp: which contribution makes a gradient as large as it is, and where it came from.
//
//   g = sum_k c_k        share_k = <c_k, g> / <g, g>, so that shares sum to 1; one may be negative, or above 1
//   gain_k = |c_k| / |gradient of the output of the op that c_k came through|
#pragma once

#include <vector>

#include "examples/step/analysis/timeline.hpp"

namespace vitro::step {

struct Share {
    int contribution = -1;
    int op = -1, input = 0;       ///< that it came through, and as which of its inputs
    double norm = 0, cosine = 0;  ///< of the contribution; with the whole gradient
    double share = 0, gain = 0;   ///< 0 where the gradient, or the op's upstream gradient, is 0
    int upstream = -1;            ///< the op's output
};

/// In the order in which they were added. Of a large tensor over what is recorded of it.
std::vector<Share> shares_of(const Timeline& timeline, int value);

/// A step of the way from a gradient to the loss.
struct Hop {
    int value = -1;
    double norm = 0;  ///< of its gradient
    Share through;    ///< what was followed; op -1 at the end
};

/// From a value to the loss, at each through the largest share.
std::vector<Hop> way_to_the_loss(const Timeline& timeline, int value);

/// A way to the loss, as the ops that it goes through.
struct Path {
    double share = 1;  ///< the product of the shares along it
    std::vector<int> ops;
};

/// The ways with the largest shares, at most so many; largest first.
std::vector<Path> largest_paths(const Timeline& timeline, int value, std::size_t most = 5);

}  // namespace vitro::step
