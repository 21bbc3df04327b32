// examples/vitro/usage.cpp: finds the command that was meant and lists what it takes.
#include "examples/vitro/usage.hpp"

#include <fmt/format.h>
#include <vector>

namespace vitro::program {
namespace {

/// The innermost command that was named.
const CLI::App& named_command(const CLI::App& app) {
    const std::vector<CLI::App*> commands = app.get_subcommands();
    return commands.empty() ? app : named_command(*commands.front());
}

/// "train translate"; empty for the program itself.
std::string path_of(const CLI::App& command) {
    if (!command.get_parent()) return "";
    const std::string parent = path_of(*command.get_parent());
    return (parent.empty() ? "" : parent + " ") + command.get_name();
}

std::string commands_of(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::App* sub : command.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(sub->get_name());
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string options_of(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options())
        if (!option->get_lnames().empty()) names.push_back("--" + option->get_lnames().front());
    return fmt::format("{}", fmt::join(names, ", "));
}

bool has_commands(const CLI::App& command) {
    return !commands_of(command).empty();
}

std::string unexpected(const CLI::App& command, const std::string& word) {
    if (word.size() > 1 && word.front() == '-')
        return fmt::format("there is no option '{}'; valid are {}", word, options_of(command));
    if (has_commands(command)) return fmt::format("there is no command '{}'; valid are {}", word, commands_of(command));
    return fmt::format("'{}' is one argument too many; --help explains", word);
}

std::string explained(const CLI::App& command, const CLI::ParseError& error) {
    const std::vector<std::string> left = command.remaining(true);
    if (dynamic_cast<const CLI::ExtrasError*>(&error) && !left.empty()) return unexpected(command, left.front());
    if (dynamic_cast<const CLI::RequiredError*>(&error) && has_commands(command)) {
        if (!left.empty()) return unexpected(command, left.front());
        return fmt::format("a command is missing; valid are {}", commands_of(command));
    }
    return fmt::format("{}; --help explains", error.what());
}

}  // namespace

std::string usage_sentence(const CLI::App& program, const CLI::ParseError& error) {
    const CLI::App& command = named_command(program);
    const std::string path = path_of(command);
    return (path.empty() ? "" : path + ": ") + explained(command, error);
}

}  // namespace vitro::program
