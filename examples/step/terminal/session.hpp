// examples/step/terminal/session.hpp: the debugger as a function from lines to text. Nothing here prints.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "examples/step/terminal/debugger.hpp"

namespace vitro::step {

class Session {
  public:
    /// The recording must outlive the session.
    Session(const trace::Recording& recording, const Look& look) : debugger_(recording, look) {}

    /// What is recorded, the first card, and how to get help.
    std::string greeting();
    /// What a line does; a sentence that begins with "? " for one that means nothing. An empty line repeats a step.
    std::string line(std::string_view text);
    /// "(F 57) ", in an expansion "(F 3 of attention) "
    std::string prompt();
    bool done() const { return debugger_.done; }
    /// Whether the last line meant something.
    bool understood() const { return understood_; }
    /// What the last word of a line may go on as.
    std::vector<std::string> completions(std::string_view line);

    Debugger& debugger() { return debugger_; }

  private:
    std::string run(const std::string& text);

    Debugger debugger_;
    std::string repeat_;  // what an empty line does
    bool understood_ = true;
};

}  // namespace vitro::step
