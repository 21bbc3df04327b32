// bench/measure/google_flags.cpp: sorts the words of a command line.
#include "bench/measure/google_flags.hpp"

#include <algorithm>
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <string_view>

#include "core/printable.hpp"
#include "examples/vitro/command.hpp"

namespace vitro::bench {
namespace {

constexpr std::string_view kPrefix = "--benchmark_";
/// The lines and the record are vitro's: nothing would come of these.
constexpr std::string_view kOfItsOutput[] = {
    "out", "out_format", "format", "report_aggregates_only", "display_aggregates_only", "color", "counters_tabular"};

GoogleFlags& flags() {
    static GoogleFlags taken;
    return taken;
}

/// Whether the flag is one that is done here, or may be handed over.
bool is_done_here(std::string_view name, std::string_view value) {
    if (std::ranges::count(kOfItsOutput, name) > 0)
        throw program::UsageError(
            fmt::format("{}{} is about the output of Google Benchmark, and this is vitro's; --json FILE records it",
                        kPrefix, name));
    if (name == "filter") flags().filter = value;
    if (name == "list_tests") flags().list = value != "false" && value != "0";
    flags().has_min_time |= name == "min_time";
    flags().has_repetitions |= name == "repetitions";
    return name == "filter" || name == "list_tests";
}

}  // namespace

const GoogleFlags& google_flags() {
    return flags();
}

std::vector<char*> take_google_flags(int argc, char** argv) {
    char interleaving[] = "--benchmark_enable_random_interleaving=true";  // what was asked for comes later and holds
    std::vector<char*> theirs{argv[0], interleaving}, ours{argv[0]};
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (!word.starts_with(kPrefix)) {
            ours.push_back(argv[i]);
            continue;
        }
        const std::string_view flag = word.substr(kPrefix.size()), name = flag.substr(0, flag.find('='));
        if (!is_done_here(name, name == flag ? "" : flag.substr(name.size() + 1))) theirs.push_back(argv[i]);
    }
    int count = static_cast<int>(theirs.size());
    benchmark::Initialize(&count, theirs.data());
    if (count > 1)
        throw program::UsageError(fmt::format("Google Benchmark has no option {}, or its value is not valid",
                                              core::printable(theirs[1], '\'')));
    return ours;
}

}  // namespace vitro::bench
