// examples/vitro/command.hpp: what the commands have in common, and the list of them.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace vitro::program {

/// Something is wrong with how the program was called: its sentence is printed and the exit code is 2.
class UsageError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// What a command does once its options are known; the exit code.
using Run = std::function<int()>;

/// Each adds one command to the program; when the command line names it, `run` is set.
void add_demo(CLI::App& program, Run& run);
void add_train(CLI::App& program, Run& run);
void add_translate(CLI::App& program, Run& run);
void add_generate(CLI::App& program, Run& run);
void add_solve(CLI::App& program, Run& run);
void add_classify(CLI::App& program, Run& run);
void add_evaluate(CLI::App& program, Run& run);
void add_runs(CLI::App& program, Run& run);
void add_report(CLI::App& program, Run& run);
void add_average(CLI::App& program, Run& run);
void add_ledger(CLI::App& program, Run& run);
void add_check(CLI::App& program, Run& run);
void add_graph(CLI::App& program, Run& run);
void add_step(CLI::App& program, Run& run);
void add_info(CLI::App& program, Run& run);

/// Options that several commands take.
struct CommonOptions {
    int threads = 0;        ///< 0: as the machine suggests
    std::string json_file;  ///< empty: none

    void add_threads(CLI::App& command);
    void add_json(CLI::App& command);
    /// Chooses kernels and threads. Throws UsageError for a VITRO_ISA or a number of threads that is not valid, Error
    /// when the file for the figures cannot be written: now rather than after the work.
    void set_up() const;
    /// Writes the figures, all or nothing, if a file was asked for.
    void write(const nlohmann::ordered_json& figures) const;
};

/// "vitro: SENTENCE" on standard error. Control characters, which a name from outside may hold, are shown as \x1b.
/// Where standard error cannot be written to, nobody can be told: nothing else happens.
void warn(std::string_view sentence) noexcept;

/// Sees that what was printed is written. Throws Error with the system's words when it cannot be.
void flush_output();

/// `word` so that a shell reads it as one word.
std::string shell_word(const std::string& word);

/// What the program was called by, "./vitro" or a path, so that the commands it suggests are there; "vitro" until set.
const std::string& program_name();
/// Changes nothing for a name that is null or empty, as argv[0] may be.
void set_program_name(const char* name);
/// A command to be typed: the program and `arguments`, "./vitro demo --seed 2".
std::string command_line(const std::string& arguments);

}  // namespace vitro::program
