// examples/step/terminal/line_editor.cpp: libedit's readline interface, or the C library's own.
#include "examples/step/terminal/line_editor.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#ifdef VITRO_LIBEDIT
#include <editline/readline.h>
#endif

namespace vitro::step {

#ifdef VITRO_LIBEDIT
namespace {

Session* current = nullptr;        // readline's callbacks take no argument of ours
std::vector<std::string> offered;  // for the word at hand
std::size_t next_offered = 0;

char* next_completion(const char* /*begun*/, int state) {
    if (state == 0) next_offered = 0;
    return next_offered < offered.size() ? strdup(offered[next_offered++].c_str()) : nullptr;
}

char** complete(const char* begun, int start, int /*end*/) {
    offered = current->completions(std::string(rl_line_buffer, static_cast<std::size_t>(start)) + begun);
    rl_attempted_completion_over = 1;
    return rl_completion_matches(begun, next_completion);
}

}  // namespace

LineEditor::LineEditor(Session& session) : session_(session) {
    current = &session;
    rl_attempted_completion_function = complete;
    static char breaks[] = " \t\n";
    rl_basic_word_break_characters = breaks;
    using_history();
}

LineEditor::~LineEditor() {
    current = nullptr;
}

std::optional<std::string> LineEditor::read() {
    char* const typed = readline(session_.prompt().c_str());
    if (typed == nullptr) return {};
    std::string line = typed;
    std::free(typed);
    if (!line.empty()) add_history(line.c_str());
    return line;
}

bool LineEditor::edits() {
    return true;
}

#else

LineEditor::LineEditor(Session& session) : session_(session) {}
LineEditor::~LineEditor() = default;

std::optional<std::string> LineEditor::read() {
    const std::string prompt = session_.prompt();
    std::fwrite(prompt.data(), 1, prompt.size(), stdout);
    std::fflush(stdout);
    std::string line;
    for (int letter = std::fgetc(stdin); letter != '\n'; letter = std::fgetc(stdin)) {
        if (letter == EOF) return line.empty() ? std::nullopt : std::optional(line);
        line += static_cast<char>(letter);
    }
    return line;
}

bool LineEditor::edits() {
    return false;
}

#endif

}  // namespace vitro::step
