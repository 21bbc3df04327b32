// examples/step/analysis/terms.hpp: the sum that one number of a contribution is.
//
//   c_e = sum_o u_o dy_o/dx_e        u: upstream gradient of the op's output y; a term for each output element o
//
// The local derivatives dy_o/dx_e come from the op itself, computed in double on the recorded inputs with x_e moved by
// +-h. So the terms of every op are had in the same way, and each is a link to the upstream element that it came from.
#pragma once

#include <string>
#include <vector>

#include "examples/step/analysis/timeline.hpp"

namespace vitro::step {

struct Term {
    std::int64_t element = 0;  ///< of the op's output: where it came from
    double upstream = 0, local = 0;
    double number() const { return upstream * local; }
};

struct Terms {
    int contribution = -1;
    double recorded = 0;        ///< the number itself
    double sum = 0, sizes = 0;  ///< of the terms; of their absolute values
    std::vector<Term> terms;    ///< those whose local derivative is not 0, largest first
};

/// Throws Error for a tensor of which only a part is recorded.
Terms terms_of(const Timeline& timeline, int contribution, std::int64_t element);

/// What the local derivative of a term is, in words: "weight[3,5]", "p - y"; "" when nothing better than its number is
/// known.
std::string local_text(const Timeline& timeline, int contribution, std::int64_t element, const Term& term);

}  // namespace vitro::step
