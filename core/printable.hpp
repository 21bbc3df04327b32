// core/printable.hpp: words from outside, made fit for a message.
#pragma once

#include <string>
#include <string_view>

namespace vitro::core {

/// `text` between two `quote`s, in printable ASCII: what is not is escaped as in JSON, bytes that are not UTF-8 read
/// \ufffd, what is longer than 120 bytes is cut. Names come from files and command lines that nobody has vouched for: a
/// message must stay one short line, and must not reach a terminal as a command.
std::string printable(std::string_view text, char quote = '"');

}  // namespace vitro::core
