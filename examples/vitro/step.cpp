// examples/vitro/step.cpp: `vitro step`: a recorded training step, at a prompt or as files.
#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <memory>
#include <unistd.h>
#include <utility>

#include "core/error.hpp"
#include "core/io/atomic_file.hpp"
#include "core/trace/recording_file.hpp"
#include "examples/step/exports/exports.hpp"
#include "examples/step/lesson.hpp"
#include "examples/step/lessons/lessons.hpp"
#include "examples/step/museum/exhibit_text.hpp"
#include "examples/step/own/own_step.hpp"
#include "examples/step/page/page.hpp"
#include "examples/step/terminal/legible.hpp"
#include "examples/step/terminal/prompt.hpp"
#include "examples/vitro/command.hpp"
#include "examples/vitro/usage.hpp"

namespace vitro::program {
namespace {

using core::trace::Recording;

struct StepOptions {
    CommonOptions common;
    std::string file, run, text, target, batch, lesson, bug;
    std::string html, trace, dot, json, chrome, report;
    std::int64_t lesson_step = 0;
    bool ascii = false;

    bool exports() const {
        return !(html.empty() && trace.empty() && dot.empty() && json.empty() && chrome.empty() && report.empty());
    }
};

void require_sense(const StepOptions& options) {
    const bool of_lesson = options.lesson_step > 0 || !options.lesson.empty();
    const int sources = (options.file.empty() ? 0 : 1) + (options.run.empty() ? 0 : 1) + (options.bug.empty() ? 0 : 1) +
                        (of_lesson ? 1 : 0);
    if (sources > 1)
        throw UsageError("step: a FILE, --run, --bug, and --lesson or --step are places to take a step from: give one");
    if (options.run.empty() && !(options.text.empty() && options.target.empty()))
        throw UsageError("step: --text and --target go with --run, the model to step through");
    if (!options.run.empty() && options.text.empty())
        throw UsageError("step: --run needs --text \"what the model is to read\"");
}

/// Whether there is to be a target, and which, the run says.
Recording step_of_run(const StepOptions& options) {
    try {
        return step::own_step(options.run, options.text, options.target);
    } catch (const step::Misuse& misuse) {
        throw UsageError(fmt::format("step: {}", misuse.what()));
    }
}

Recording recording_of(const StepOptions& options) {
    if (!options.file.empty()) return core::trace::read_recording(options.file);
    if (!options.run.empty()) return step_of_run(options);
    const std::int64_t at = options.lesson_step > 0 ? options.lesson_step : step::kLessonStep;
    return options.lesson.empty() ? step::lesson(at) : step::record_lesson(options.lesson, at);
}

/// Each file, whole or not at all, and a line for it.
void write_exports(const StepOptions& options, const Recording& recording) {
    const auto write = [](const std::string& path, const auto& text) {
        if (path.empty()) return;
        core::write_file_atomically(path, text());
        fmt::print("written: {}\n", shell_word(path));
    };
    write(options.html, [&] { return step::page_text(recording); });
    write(options.trace, [&] { return core::trace::recording_bytes(recording); });
    write(options.dot, [&] { return step::dot_text(recording); });
    write(options.json, [&] { return step::json_text(recording); });
    write(options.chrome, [&] { return step::chrome_trace(recording); });
    write(options.report, [&] { return step::report_markdown(step::report_of(step::Timeline(recording))); });
}

struct Closed {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Closed>;

File open_script(const std::string& path) {
    File file(std::fopen(path.c_str(), "r"));
    if (!file) throw core::Error(fmt::format("{}: cannot be read: {}", path, std::strerror(errno)));
    return file;
}

int converse(const StepOptions& options, Recording recording) {
    step::make_legible(recording);
    const File script = options.batch.empty() ? nullptr : open_script(options.batch);
    step::Look look = step::look_of_standard_output();
    look.ascii = options.ascii;
    if (script) look.colours = step::Colours::none;
    step::Session session(recording, look);
    return step::run_session(session, script.get()) || !script ? 0 : 1;
}

/// A person or a script: not a standard input that is at its end.
bool is_asked(const StepOptions& options) {
    if (!options.batch.empty() || isatty(STDIN_FILENO) == 1) return true;
    const int letter = std::fgetc(stdin);
    return letter != EOF && std::ungetc(letter, stdin) != EOF;
}

int show_bug(const StepOptions& options) {
    const step::Exhibit& exhibit = step::find_exhibit(options.bug);
    step::Shown shown = step::run(exhibit);
    fmt::print("{}\n", step::exhibit_text(exhibit, shown));
    if (shown.recording) {
        write_exports(options, *shown.recording);
        const bool is_export = options.exports() && options.batch.empty();
        return !is_export && is_asked(options) ? converse(options, std::move(*shown.recording)) : 0;
    }
    if (options.exports() || !options.batch.empty())
        throw core::Error(
            fmt::format("[museum] {}: the engine refuses to run it: there is no step to open", options.bug));
    return 0;
}

constexpr const char* kList = "list";

/// "list" prints what there is.
bool print_list(const StepOptions& options) {
    if (options.bug == kList) fmt::print("{}", step::exhibit_list());
    if (options.lesson == kList)
        for (const step::LessonInfo& lesson : step::lessons()) fmt::print("{:<10}  {}\n", lesson.name, lesson.what);
    return options.bug == kList || options.lesson == kList;
}

int step_through(const StepOptions& options) {
    require_sense(options);
    if (print_list(options)) return 0;
    options.common.set_up();
    if (!options.bug.empty()) return show_bug(options);
    Recording recording = recording_of(options);
    write_exports(options, recording);
    return options.exports() && options.batch.empty() ? 0 : converse(options, std::move(recording));
}

/// The names of exhibits or lessons, or "list".
template <class Named>
CLI::Validator one_of(std::span<const Named> all) {
    const auto check = [all](const std::string& text) {
        std::string names = kList;
        for (const Named& one : all) {
            if (one.name == text) return std::string();
            names += fmt::format(", {}", one.name);
        }
        return text == kList ? std::string() : "valid are " + names;
    };
    return CLI::Validator(check, "");
}

void add_file(CLI::App& command, const char* name, std::string& path, const char* help) {
    command.add_option(name, path, help)->type_name("FILE");
}

}  // namespace

void add_step(CLI::App& program, Run& run) {
    CLI::App* command =
        program.add_subcommand("step", "A recorded training step, op by op, forwards and backwards, as in a debugger");
    const auto options = std::make_shared<StepOptions>();
    command->add_option("FILE", options->file, "A recorded step (default: the embedded lesson)")->type_name("");
    command->add_option("--step", options->lesson_step, "Which step of the lesson (default: 3)")
        ->type_name("N")
        ->check(whole_number(1, 10'000));
    command->add_option("--lesson", options->lesson, "Another lesson; 'list' lists them")
        ->type_name("NAME")
        ->check(one_of(step::lessons()));
    command->add_option("--bug", options->bug, "A mistake of the bug museum, and its step; 'list' lists them")
        ->type_name("NAME")
        ->check(one_of(step::exhibits()));
    command->add_option("--run", options->run, "Take a step of this trained run, which stays as it is")
        ->type_name("RUN");
    command
        ->add_option("--text", options->text,
                     "With --run: what the model is to read: a sentence, a text, a question or a line")
        ->type_name("TEXT");
    command
        ->add_option("--target", options->target,
                     "With --run: the translation, the label, or an answer other than the right one")
        ->type_name("TEXT");
    add_file(*command, "--html", options->html, "Write the step as one page for a browser");
    add_file(*command, "--trace", options->trace, "Write the step as a safetensors file, to be opened again");
    add_file(*command, "--dot", options->dot, "Write the graph for Graphviz, a cluster for each module");
    add_file(*command, "--json", options->json, "Write everything but the numbers as JSON");
    add_file(*command, "--chrome", options->chrome, "Write the times for chrome://tracing");
    add_file(*command, "--report", options->report, "Check every number, and write the verdicts as Markdown");
    add_file(*command, "--batch", options->batch, "Take the debugger's lines from this file");
    command->add_flag("--ascii", options->ascii, "Draw with letters and digits only");
    options->common.add_threads(*command);
    command->footer("Example: " + command_line("step --html step.html"));
    command->callback([options, &run] { run = [options] { return step_through(*options); }; });
}

}  // namespace vitro::program
