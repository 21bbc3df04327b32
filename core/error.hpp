// core/error.hpp: the one exception type of the library.
#pragma once

#include <stdexcept>

namespace vitro::core {

/// Everything that goes wrong in core and nn is raised as an Error whose message is one sentence for the person at the
/// keyboard: where (an op in brackets, a file and line), what (shapes, counts, names), and what would be valid.
class Error : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

}  // namespace vitro::core
