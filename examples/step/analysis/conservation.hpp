// examples/step/analysis/conservation.hpp: gradients are the sums of their contributions, bit for bit.
#pragma once

#include <string>
#include <vector>

#include "examples/step/analysis/timeline.hpp"

namespace vitro::step {

struct Conservation {
    int sums = 0;                    ///< gradients that were summed again
    int products = 0, exact = 0;     ///< contributions computed again by the f32 engine, and equal to the bit
    bool same_kernels = false;       ///< the table in use is that of the recording: only then must all be
    int views = 0;                   ///< reshapes whose numbers are their input's
    std::vector<std::string> wrong;  ///< what does not add up
    bool passed() const { return wrong.empty(); }
};

/// Each gradient is summed along the events once more, one float addition at a time, and compared to the bit with what
/// is shown at each event. Each op's backward is then run by the f32 engine on the sum: a bit that is off in the sum
/// is off in what comes out, so with the same kernels contributions must come out to the bit.
Conservation conservation(const Timeline& timeline);

}  // namespace vitro::step
