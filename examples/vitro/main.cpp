// examples/vitro/main.cpp: the program vitro: reads the command line and hands over to a command.
#include <CLI/CLI.hpp>
#include <exception>

#include "core/error.hpp"
#include "examples/vitro/command.hpp"
#include "examples/vitro/usage.hpp"

namespace vitro::program {
namespace {

constexpr int kFailed = 1, kMisused = 2;

int complain(int status, const char* sentence) {
    warn(sentence);
    return status;
}

int run(int argc, char** argv) {
    set_program_name(argv[0]);
    CLI::App program("vitro: the Transformer and the engine under it, from scratch.");
    program.set_help_flag("-h,--help", "Explain this command, with an example");
    program.require_subcommand(1);
    program.footer(command_line("COMMAND --help") + " explains a command.\n\nExample: " + command_line("demo"));
    Run command;
    for (const auto& add : {add_demo, add_train, add_translate, add_generate, add_solve, add_classify, add_evaluate,
                            add_runs, add_report, add_average, add_ledger, add_check, add_graph, add_step, add_info})
        add(program, command);
    try {
        parse_command_line(program, argc, argv);
    } catch (const CLI::Success& help) {
        return program.exit(help);
    } catch (const CLI::ParseError& error) {
        return complain(kMisused, usage_sentence(program, error).c_str());
    }
    return command();
}

}  // namespace
}  // namespace vitro::program

int main(int argc, char** argv) {
    using namespace vitro::program;
    try {
        const int status = run(argc, argv);
        flush_output();
        return status;
    } catch (const UsageError& error) {
        return complain(kMisused, error.what());
    } catch (const vitro::core::Error& error) {
        return complain(kFailed, error.what());
    } catch (const std::bad_alloc&) {
        return complain(kFailed, "there is not enough memory for this");
    } catch (const std::exception& error) {
        return complain(kFailed, error.what());
    }
}
