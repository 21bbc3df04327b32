// tests/structure/shell.hpp: runs a command of the shell.
#pragma once

#include <string>

namespace structure {

struct Outcome {
    int status = -1;     ///< as the shell gives it: 128 + n for a command that signal n ended
    std::string output;  ///< of standard output
};

/// Runs `command` with sh.
Outcome run(const std::string& command);

/// One word for sh, whatever is in it.
std::string quoted(const std::string& word);

}  // namespace structure
