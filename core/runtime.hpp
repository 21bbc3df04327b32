// core/runtime.hpp: the kernel table in use, the number of threads, the machine.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/team.hpp"
#include "kernels/kernels.hpp"

namespace vitro::core::inline VITRO_REAL {
namespace runtime {

/// The table in use. The first call sets the machine up: the table that VITRO_ISA names or else the best that this CPU
/// supports, and the team of threads (core/team.hpp). Throws Error for a name or a number that is not valid.
const kernels::Kernels& kernels();

/// "avx512", "avx2", "base", "reference": those that this CPU can run, best first.
std::vector<std::string> table_names();
/// Throws Error that lists the valid names.
void use_table(std::string_view name);

/// What was found out about the CPU when the program started: model, cores, caches.
using kernels::Cpu;
const Cpu& cpu();

inline int threads() {
    return team::size();
}
/// Throws Error for a count below 1 or above 1024, or when there is no memory for their scratch.
inline void use_threads(int count) {
    team::resize(count);
}

}  // namespace runtime
}  // namespace vitro::core::inline VITRO_REAL
