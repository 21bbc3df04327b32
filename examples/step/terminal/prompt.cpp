// examples/step/terminal/prompt.cpp: lines in, text out; the only place of the debugger that prints.
#include "examples/step/terminal/prompt.hpp"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <sys/ioctl.h>
#include <unistd.h>

#include "examples/step/terminal/line_editor.hpp"

namespace vitro::step {
namespace {

std::string environment(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? "" : value;
}

Colours colours_here() {
    const std::string kind = environment("COLORTERM"), terminal = environment("TERM");
    if (kind == "truecolor" || kind == "24bit") return Colours::all;
    return terminal.find("256color") != std::string::npos ? Colours::many : Colours::sixteen;
}

/// Nothing at the end.
std::optional<std::string> read_line(std::FILE* file) {
    std::string line;
    for (int letter = std::fgetc(file); letter != EOF; letter = std::fgetc(file)) {
        if (letter == '\n') return line;
        line += static_cast<char>(letter);
    }
    return line.empty() ? std::nullopt : std::optional(line);
}

void show(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

bool read_aloud(Session& session, std::FILE* file) {
    bool understood = true;
    while (!session.done()) {
        const std::optional<std::string> line = read_line(file);
        if (!line) break;
        show(session.prompt() + *line + "\n");
        show(session.line(*line));
        understood = understood && session.understood();
    }
    return understood;
}

bool converse(Session& session) {
    LineEditor editor(session);
    while (!session.done()) {
        const std::optional<std::string> line = editor.read();
        if (!line) {
            show("\n");  // Ctrl-D leaves the prompt's line open
            break;
        }
        show(session.line(*line));
    }
    return true;
}

}  // namespace

Look look_of_standard_output() {
    Look look;
    const bool interactive = isatty(STDOUT_FILENO) == 1 && environment("TERM") != "dumb";
    if (interactive && environment("NO_COLOR").empty()) look.colours = colours_here();
    winsize size{};
    constexpr int kFewest = 40, kMost = 200;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        look.columns = std::min(kMost, std::max<int>(kFewest, size.ws_col));
    return look;
}

bool run_session(Session& session, std::FILE* script) {
    show(session.greeting());
    if (script != nullptr) return read_aloud(session, script);
    return isatty(STDIN_FILENO) == 1 ? converse(session) : read_aloud(session, stdin);
}

void run_debugger(const trace::Recording& recording) {
    Session session(recording, look_of_standard_output());
    run_session(session);
}

}  // namespace vitro::step
