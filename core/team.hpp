// core/team.hpp: how many threads the kernels may use, called from this thread: one number for both precisions.
#pragma once

namespace vitro::core::team {

/// The number of threads in the calling thread's team. A thread's first call sets it, and reserves their scratch:
/// VITRO_THREADS, or else the physical cores that this process may use. Throws Error for a VITRO_THREADS that is not a
/// number of threads, or when there is no memory for the scratch.
int size();
/// Throws Error for a count below 1 or above 1024, or when there is no memory for the threads' scratch.
void resize(int count);

}  // namespace vitro::core::team
