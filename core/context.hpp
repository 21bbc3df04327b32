// core/context.hpp: what the calling thread is doing. The rest of the library's state: the kernel table and the thread
// count (runtime.hpp), the observers (record.hpp) and the recycled memory (pool.hpp) of each thread, the names of all
// paths (scope.hpp).
#pragma once

#include <cstdint>

#include "core/scope.hpp"
#include "kernels/kernels.hpp"

namespace vitro::core {

struct Context {
    bool recording = true;  ///< false within NoGrad
    Path path;              ///< of the innermost Scope
    const char* file = "";  ///< the line that opened it
    int line = 0;
    std::uint64_t next_id = 1;  ///< of the next node; creation order is a topological order
    bool training = false;      ///< within Training: dropout is active
    std::uint64_t seed = 0;
    std::uint32_t step = 0;
};
Context& context();

/// While it lives, no graph is made.
class NoGrad {
  public:
    NoGrad() : before_(context().recording) { context().recording = false; }
    ~NoGrad() { context().recording = before_; }
    NoGrad(const NoGrad&) = delete;
    NoGrad& operator=(const NoGrad&) = delete;

  private:
    bool before_;
};

/// While it lives, dropout drops; which elements depends on the seed, the step and the module path alone.
class Training {
  public:
    Training(std::uint64_t seed, std::uint32_t step);
    ~Training();
    Training(const Training&) = delete;
    Training& operator=(const Training&) = delete;

  private:
    bool training_;
    std::uint64_t seed_;
    std::uint32_t step_;
};

/// The dropout decisions of the present place and step; probability 0 outside of Training.
kernels::DropoutKey dropout_here(double probability);

}  // namespace vitro::core
