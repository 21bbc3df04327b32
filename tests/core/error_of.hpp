// tests/core/error_of.hpp: the sentence with which a call is refused.
#pragma once

#include <string>

#include "core/error.hpp"

namespace vitro::test {

template <class Body>
std::string error_of(const Body& body) {
    try {
        body();
    } catch (const core::Error& error) {
        return error.what();
    }
    return "(no error)";
}

}  // namespace vitro::test
