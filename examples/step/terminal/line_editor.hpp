// examples/step/terminal/line_editor.hpp: a line from somebody at a terminal: libedit where it is there, else plain.
#pragma once

#include <optional>
#include <string>

#include "examples/step/terminal/session.hpp"

namespace vitro::step {

/// One at a time: libedit's own state is the process's.
class LineEditor {
  public:
    /// The session gives prompts and completions, and must outlive the editor.
    explicit LineEditor(Session& session);
    ~LineEditor();
    LineEditor(const LineEditor&) = delete;
    LineEditor& operator=(const LineEditor&) = delete;

    /// Nothing at the end of the input.
    std::optional<std::string> read();
    /// Whether lines can be edited here.
    static bool edits();

  private:
    Session& session_;
};

}  // namespace vitro::step
