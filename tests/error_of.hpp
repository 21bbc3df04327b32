// tests/error_of.hpp: the sentence with which a call is refused.
#pragma once

#include <string>

#include "core/error.hpp"

namespace vitro::test {

/// The message of the Error that `act` throws; "no error" when it throws none.
template <class Act>
std::string error_of(const Act& act) {
    try {
        act();
    } catch (const core::Error& error) {
        return error.what();
    }
    return "no error";
}

}  // namespace vitro::test
