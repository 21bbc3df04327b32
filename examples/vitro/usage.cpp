// examples/vitro/usage.cpp: finds the command that was meant and lists what it takes.
#include "examples/vitro/usage.hpp"

#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <string_view>
#include <vector>

#include "core/printable.hpp"
#include "examples/vitro/command.hpp"

namespace vitro::program {
namespace {

/// The innermost command that was named.
const CLI::App& named_command(const CLI::App& app) {
    const std::vector<CLI::App*> commands = app.get_subcommands();
    return commands.empty() ? app : named_command(*commands.front());
}

/// Before a word that must not mean anything to CLI11: no argument of a process can hold it.
constexpr char kLiteral = '\0';

std::string without_mark(std::string word) {
    if (!word.empty() && word.front() == kLiteral) word.erase(0, 1);
    return word;
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
    const std::string shown = core::printable(word, '\'');
    if (word.size() > 1 && word.front() == '-')
        return fmt::format("there is no option {}; valid are {}", shown, options_of(command));
    if (has_commands(command)) return fmt::format("there is no command {}; valid are {}", shown, commands_of(command));
    return fmt::format("{} is one argument too many; --help explains", shown);
}

std::string empty_value(const std::string& option, bool may_be_left_out = true) {
    return fmt::format("{} has an empty value: give it one{}; --help explains", option,
                       may_be_left_out ? ", or leave it out" : "");
}

/// Too many values, or an empty one, whatever the option; empty when there is no such thing. Flags take no value, and
/// of a list each may be empty: a sentence is.
std::string miscounted(const CLI::App& command) {
    for (const CLI::Option* option : command.get_options()) {
        const std::size_t most = static_cast<std::size_t>(option->get_items_expected_max());
        if (most > 0 && option->count() > most)
            return fmt::format("{} is given {} times; valid is once", option->get_name(), option->count());
        if (most != 1 || option->count() != 1) continue;
        const std::string& value = option->results().front();
        if (value.empty()) return empty_value(option->get_name(), !option->get_required());
        if (value.starts_with("--"))
            return fmt::format("{} needs a value, and {} looks like an option; --help explains", option->get_name(),
                               core::printable(value, '\''));
    }
    return "";
}

/// The option that CLI11 speaks of; null when it speaks of none.
const CLI::Option* blamed(const CLI::App& command, const CLI::ParseError& error) {
    const std::string text = error.what();
    for (const CLI::Option* option : command.get_options())
        if (text.starts_with(option->get_name() + ": ") || text.find(": " + option->get_name() + " = ") != text.npos)
            return option;
    return nullptr;
}

/// A value that a check refused, in its words; one that is missing, or that a flag was given.
std::string misvalued(const CLI::Option& option, const CLI::ParseError& error) {
    const std::string name = option.get_name();
    if (option.get_items_expected_max() == 0) return fmt::format("{} takes no value; --help explains", name);
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error))
        return fmt::format("{} needs a value; --help explains", name);
    const std::string value = core::printable(option.results().front(), '\'');
    if (!dynamic_cast<const CLI::ValidationError*>(&error))
        return fmt::format("{} {} is not valid; --help explains", name, value);
    return fmt::format("{} {}: {}", name, value, std::string_view(error.what()).substr(name.size() + 2));
}

std::string explained(const CLI::App& command, const CLI::ParseError& error) {
    const CLI::App* outermost = &command;
    while (outermost->get_parent()) outermost = outermost->get_parent();
    std::vector<std::string> left = command.remaining(true);
    if (left.empty()) left = outermost->remaining(true);
    for (std::string& word : left) word = without_mark(word);
    if (const std::string wrong = miscounted(command); !wrong.empty()) return wrong;
    if (dynamic_cast<const CLI::ExtrasError*>(&error) && !left.empty()) return unexpected(command, left.front());
    if (dynamic_cast<const CLI::RequiredError*>(&error) && has_commands(command)) {
        if (!left.empty()) return unexpected(command, left.front());
        return fmt::format("a command is missing; valid are {}", commands_of(command));
    }
    if (const CLI::Option* option = blamed(command, error)) return misvalued(*option, error);
    return fmt::format("{}; --help explains", error.what());
}

/// Of the command that was named.
std::string sentence(const CLI::App& command, const std::string& problem) {
    const std::string path = path_of(command);
    return (path.empty() ? "" : path + ": ") + problem;
}

/// "--out=", for which CLI11 would take the next argument as the value.
void refuse_empty_values(int argc, const char* const* argv) {
    for (int i = 1; i < argc && std::string_view(argv[i]) != "--"; ++i) {
        const std::string_view word = argv[i];
        const std::size_t name_end = word.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-");
        if (word.size() > 3 && word.starts_with("--") && name_end == word.size() - 1 && word.back() == '=')
            throw UsageError(empty_value(std::string(word.substr(0, name_end))));
    }
}

/// Whether `text` is such a number and nothing else.
template <class Number>
bool reads(const std::string& text, Number& number) {
    const char* const text_end = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), text_end, number);
    return error == std::errc() && end == text_end;
}

/// CLI11 would split "[a,b]" at its comma, drop "[]", and end a command at "++".
bool means_something_to_cli11(std::string_view word) {
    return word == "++" || (word.size() > 1 && word.front() == '[' && word.back() == ']');
}

void take_marks_away(CLI::App& command) {
    for (CLI::Option* option : command.get_options())
        if (option->get_items_expected_max() > 0) option->transform(without_mark, "");
    for (CLI::App* sub : command.get_subcommands([](CLI::App*) { return true; })) take_marks_away(*sub);
}

/// Last to first, as CLI11 reads them.
std::vector<std::string> marked(int argc, const char* const* argv) {
    std::vector<std::string> words;
    for (int i = argc - 1; i > 0; --i)
        words.push_back((means_something_to_cli11(argv[i]) ? std::string(1, kLiteral) : "") + argv[i]);
    return words;
}

}  // namespace

void parse_command_line(CLI::App& program, int argc, const char* const* argv) {
    refuse_empty_values(argc, argv);
    take_marks_away(program);
    program.parse(marked(argc, argv));
    const CLI::App& command = named_command(program);
    if (const std::string wrong = miscounted(command); !wrong.empty()) throw UsageError(sentence(command, wrong));
}

std::string usage_sentence(const CLI::App& program, const CLI::ParseError& error) {
    const CLI::App& command = named_command(program);
    return sentence(command, explained(command, error));
}

CLI::Validator whole_number(std::int64_t low, std::int64_t high) {
    const auto check = [low, high](const std::string& text) {
        std::int64_t number = 0;
        const bool fits = reads(text, number) && text == std::to_string(number) && number >= low && number <= high;
        return fits ? std::string() : fmt::format("valid are {} to {}", low, high);
    };
    return CLI::Validator(check, "");
}

CLI::Validator non_negative() {
    const auto check = [](const std::string& text) {
        double number = 0;
        const bool fits = reads(text, number) && std::isfinite(number) && number >= 0;
        return std::string(fits ? "" : "valid are 0 and up");
    };
    return CLI::Validator(check, "");
}

}  // namespace vitro::program
