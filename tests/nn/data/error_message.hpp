// tests/nn/data/error_message.hpp: what an Error says to the person at the keyboard.
#pragma once

#include <string>

#include "core/error.hpp"

namespace vitro::test {

/// The message of the Error that `act` throws; "no error" when it throws none.
template <class Act>
std::string error_message(const Act& act) {
    try {
        act();
    } catch (const core::Error& error) {
        return error.what();
    }
    return "no error";
}

}  // namespace vitro::test
