// bench/main.cpp: the program vitro_bench: reads the command line and hands over to a room.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "bench/accuracy/command.hpp"
#include "bench/command_line.hpp"
#include "bench/compare/command.hpp"
#include "bench/kernels/command.hpp"
#include "bench/ladder/command.hpp"
#include "bench/measure/google_flags.hpp"
#include "bench/peers/command.hpp"
#include "bench/report/command.hpp"
#include "bench/steps/command.hpp"
#include "bench/sweep/command.hpp"
#include "core/error.hpp"
#include "examples/vitro/command.hpp"
#include "examples/vitro/usage.hpp"

namespace vitro::bench {
namespace {

constexpr int kFailed = 1, kMisused = 2;

int complain(int status, const char* sentence) {
    std::fflush(stdout);
    program::warn(sentence);
    return status;
}

/// In the order in which they are listed.
void add_rooms(CLI::App& bench) {
    add_kernels(bench);
    add_ladder(bench);
    add_sweep(bench);
    add_steps(bench);
    add_peers(bench);
    add_accuracy(bench);
    add_report(bench);
    add_compare(bench);
}

int run(int argc, char** argv) {
    program::set_program_name(argv[0]);
    std::string name = command_line("");
    name.pop_back();  // the space before arguments
    CLI::App bench("How fast: the kernels on this machine, beside what it can do.", name);
    bench.set_help_flag("-h,--help", "Explain this command, with an example");
    bench.require_subcommand(1);
    bench.footer("bench/README.md says how to read what they print.\n\nExample: " +
                 command_line("kernels softmax --quick"));
    add_rooms(bench);
    const std::vector<char*> words = take_google_flags(argc, argv);
    if (words.size() == 1) return std::fputs(bench.help().c_str(), stdout) < 0 ? kFailed : 0;
    try {
        program::parse_command_line(bench, static_cast<int>(words.size()), words.data());
    } catch (const CLI::Success& help) {
        return bench.exit(help);
    } catch (const CLI::ParseError& error) {
        return complain(kMisused, program::usage_sentence(bench, error).c_str());
    }
    program::flush_output();
    return 0;
}

}  // namespace
}  // namespace vitro::bench

int main(int argc, char** argv) {
    using namespace vitro::bench;
    try {
        return run(argc, argv);
    } catch (const vitro::program::UsageError& error) {
        return complain(kMisused, error.what());
    } catch (const std::bad_alloc&) {
        return complain(kFailed, "there is not enough memory for this");
    } catch (const std::exception& error) {
        return complain(kFailed, error.what());
    }
}
