// examples/vitro/command.cpp: threads, kernels, JSON files, and what the program is called.
#include "examples/vitro/command.hpp"

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/io/atomic_file.hpp"
#include "core/runtime.hpp"
#include "examples/vitro/usage.hpp"

namespace vitro::program {
namespace {

std::string& remembered_name() {
    static std::string name = "vitro";
    return name;
}

}  // namespace

void CommonOptions::add_threads(CLI::App& command) {
    command.add_option("--threads", threads, "Threads to compute with (default: one for each physical core)")
        ->type_name("N")
        ->check(whole_number(1, 1024));
}

void CommonOptions::add_json(CLI::App& command) {
    command.add_option("--json", json_file, "Write the figures to this file as JSON, too")->type_name("FILE");
}

void CommonOptions::set_up() const {
    try {
        core::runtime::kernels();
    } catch (const core::Error& error) {
        throw UsageError(error.what());
    }
    if (threads > 0) core::runtime::use_threads(threads);
    if (!json_file.empty()) core::AtomicFile probe(json_file);  // leaves no trace
}

void CommonOptions::write(const nlohmann::ordered_json& figures) const {
    if (json_file.empty()) return;
    const auto replace = nlohmann::ordered_json::error_handler_t::replace;  // a path need not be UTF-8
    core::write_file_atomically(json_file, figures.dump(2, ' ', false, replace) + "\n");
}

void warn(std::string_view sentence) noexcept {
    std::fputs("vitro: ", stderr);
    for (const char letter : sentence) {
        const int byte = static_cast<unsigned char>(letter);
        if ((byte < 0x20 && letter != '\n') || byte == 0x7f)
            std::fprintf(stderr, "\\x%02x", byte);
        else
            std::fputc(byte, stderr);
    }
    std::fputc('\n', stderr);
}

void flush_output() {
    if (std::fflush(stdout) != 0) throw core::Error(fmt::format("standard output: {}", std::strerror(errno)));
    if (std::ferror(stdout)) throw core::Error("standard output: cannot be written");
}

std::string shell_word(const std::string& word) {
    constexpr const char* kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=@%+,";
    if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
    std::string quoted = "'";
    for (const char letter : word) quoted += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
    return quoted + "'";
}

const std::string& program_name() {
    return remembered_name();
}

void set_program_name(const char* name) {
    if (name && *name) remembered_name() = name;
}

std::string command_line(const std::string& arguments) {
    return shell_word(program_name()) + " " + arguments;
}

}  // namespace vitro::program
