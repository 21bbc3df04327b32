// bench/measure/options.cpp: lists of tables and of teams.
#include "bench/measure/options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <set>
#include <sstream>

#include "core/printable.hpp"

namespace vitro::bench {
namespace {

using kernels::Kernels;
using program::UsageError;

std::vector<std::string> words_of(const std::string& list) {
    std::vector<std::string> words;
    std::istringstream stream(list);
    for (std::string word; std::getline(stream, word, ',');) words.push_back(word);
    if (list.empty() || list.back() == ',') words.emplace_back();
    return words;
}

std::vector<const Kernels*> supported_tables() {
    std::vector<const Kernels*> found;
    for (const Kernels* table : kernels::all_tables())
        if (kernels::supported(*table)) found.insert(found.begin(), table);
    return found;
}

int team_of(const std::string& word) {
    constexpr int kMost = 1024;
    int threads = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), threads);
    if (error != std::errc() || end != word.data() + word.size() || threads < 1 || threads > kMost)
        throw UsageError(fmt::format("--threads {}: valid are numbers from 1 to {}, with commas between them",
                                     core::printable(word, '\''), kMost));
    return threads;
}

}  // namespace

void Options::add_isa(CLI::App& command) {
    command.add_option("--isa", isa, "Tables to measure, with commas between them (default: all that this CPU runs)")
        ->type_name("A,B");
}

void Options::add_to(CLI::App& command) {
    add_isa(command);
    command.add_option("--threads", threads, "Teams to measure (default: 1 and one thread for each core)")
        ->type_name("N,M");
    command.add_flag("--quick", quick, "Fewer and shorter repetitions, nothing that takes long: a first look");
    common.add_json(command);
}

std::vector<const Kernels*> Options::tables() const {
    std::vector<const Kernels*> all = supported_tables();
    if (isa.empty()) return all;
    std::vector<std::string> names;
    for (const Kernels* table : all) names.emplace_back(table->name);
    const std::vector<std::string> wanted = words_of(isa);
    for (const std::string& name : wanted)
        if (std::ranges::count(names, name) == 0)
            throw UsageError(
                fmt::format("--isa {}: this CPU runs {}", core::printable(name, '\''), fmt::join(names, ", ")));
    std::erase_if(all, [&](const Kernels* table) { return std::ranges::count(wanted, table->name) == 0; });
    return all;
}

std::vector<int> Options::teams() const {
    std::set<int> teams;
    if (threads.empty())
        teams = {1, kernels::cpu().physical_cores};
    else
        for (const std::string& word : words_of(threads)) teams.insert(team_of(word));
    return {teams.begin(), teams.end()};
}

std::regex regex_of(const std::string& pattern) {
    try {
        return std::regex(pattern);
    } catch (const std::regex_error& error) {
        throw UsageError(
            fmt::format("{} is not a regular expression: {}", core::printable(pattern, '\''), error.what()));
    }
}

}  // namespace vitro::bench
