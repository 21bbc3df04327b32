// bench/peers/expected.hpp: what a worker's check must come to, by the reference table of kernels.
#pragma once

#include "bench/peers/problem.hpp"

namespace vitro::bench::peers {

/// The fingerprint of the reference's result.
Fingerprint expected(const Problem& problem);

/// Whether `sum` is that of the same result with other roundings.
bool agrees(double sum, const Fingerprint& expected);

/// What a peer computes: libraries only products.
enum class Scope { products, everything };
/// Small problems, one for each convention that a peer can have wrong: no two sizes are equal, and no row is a whole
/// number of vectors.
std::vector<Problem> checks(Scope scope);

}  // namespace vitro::bench::peers
