// examples/vitro/command.cpp: threads, kernels, JSON files, and what the program is called.
#include "examples/vitro/command.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.hpp"
#include "core/io/atomic_file.hpp"
#include "core/printable.hpp"
#include "core/runtime.hpp"
#include "examples/vitro/usage.hpp"

namespace vitro::program {
namespace {

std::string& remembered_name() {
    static std::string name = "vitro";
    return name;
}

bool is_standard_output(const std::string& path) {
    struct stat file {
    }, output{};
    return ::stat(path.c_str(), &file) == 0 && ::fstat(STDOUT_FILENO, &output) == 0 && file.st_dev == output.st_dev &&
           file.st_ino == output.st_ino;
}

bool is_control(char letter) {
    return (letter >= 0 && letter < 0x20) || letter == 0x7f;
}

/// $'\x1b': bash's, zsh's, and POSIX's since 2024.
std::string word_with_escapes(const std::string& word) {
    std::string quoted = "$'";
    for (const char letter : word) {
        if (is_control(letter))
            quoted += fmt::format("\\x{:02x}", static_cast<unsigned>(letter));
        else
            quoted += (letter == '\'' || letter == '\\' ? "\\" : "") + std::string(1, letter);
    }
    return quoted + "'";
}

/// Bytes at the start of a text by which a terminal may be led astray: controls, and what turns the direction of text.
std::size_t harmful_at(std::string_view text) {
    const auto byte = [text](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0; };
    if (is_control(text[0]) && text[0] != '\n') return 1;
    if (byte(0) == 0xc2 && byte(1) >= 0x80 && byte(1) < 0xa0) return 2;                      // U+0080 to U+009F
    if (byte(0) == 0xe2 && byte(1) == 0x80 && byte(2) >= 0xaa && byte(2) <= 0xae) return 3;  // U+202A to U+202E
    if (byte(0) == 0xe2 && byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9) return 3;  // U+2066 to U+2069
    return 0;
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
    if (json_file.empty()) return;
    if (is_standard_output(json_file))
        throw UsageError(fmt::format("--json {}: standard output goes there already: name another file",
                                     core::printable(json_file, '\'')));
    core::AtomicFile probe(json_file);  // leaves no trace
}

void CommonOptions::write(const nlohmann::ordered_json& figures) const {
    if (json_file.empty()) return;
    const auto replace = nlohmann::ordered_json::error_handler_t::replace;  // a path need not be UTF-8
    core::write_file_atomically(json_file, figures.dump(2, ' ', false, replace) + "\n");
}

void warn(std::string_view sentence) noexcept {
    std::fputs("vitro: ", stderr);
    for (std::size_t harmful; !sentence.empty(); sentence.remove_prefix(std::max<std::size_t>(harmful, 1))) {
        harmful = harmful_at(sentence);
        if (harmful == 0) std::fputc(static_cast<unsigned char>(sentence.front()), stderr);
        for (const char byte : sentence.substr(0, harmful))
            std::fprintf(stderr, "\\x%02x", static_cast<unsigned>(static_cast<unsigned char>(byte)));
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
    if (std::ranges::any_of(word, is_control)) return word_with_escapes(word);
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
