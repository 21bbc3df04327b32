// tests/structure/project.cpp: finds and reads the project's files.
#include "tests/structure/project.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include "tests/structure/shell.hpp"

namespace structure {
namespace fs = std::filesystem;

namespace {

std::vector<std::string> files_by_git() {
    const std::string list = "git -C " + quoted(root().string()) + " ls-files -z --cached --others --exclude-standard";
    const Outcome outcome = run(list + " 2>/dev/null");
    std::vector<std::string> files;
    if (outcome.status != 0) return files;
    std::istringstream names(outcome.output);
    for (std::string name; std::getline(names, name, '\0');)
        if (fs::is_regular_file(root() / name)) files.push_back(name);
    return files;
}

std::vector<std::string> files_by_walking() {
    std::vector<std::string> files;
    for (auto entry = fs::recursive_directory_iterator(root()); entry != fs::recursive_directory_iterator(); ++entry) {
        const std::string name = entry->path().filename().string();
        if (entry->is_directory() && (name == "build" || (name.starts_with('.') && name != ".ci")))
            entry.disable_recursion_pending();
        else if (entry->is_regular_file())
            files.push_back(entry->path().lexically_relative(root()).generic_string());
    }
    return files;
}

enum class Part { code, line_comment, block_comment, text, character };

/// What begins at `at`, where code stands.
Part part_at(std::string_view text, std::size_t at) {
    if (text.substr(at, 2) == "//") return Part::line_comment;
    if (text.substr(at, 2) == "/*") return Part::block_comment;
    if (text[at] == '"') return Part::text;
    const bool separates_digits = at > 0 && std::isalnum(static_cast<unsigned char>(text[at - 1]));
    return text[at] == '\'' && !separates_digits ? Part::character : Part::code;
}

/// The position behind the part that begins at `at`.
std::size_t end_of(Part part, std::string_view text, std::size_t at) {
    const auto behind = [&](std::string_view mark, std::size_t from) {
        const std::size_t found = text.find(mark, from);
        return found == std::string_view::npos ? text.size() : found + mark.size();
    };
    if (part == Part::line_comment) return std::min(text.find('\n', at), text.size());
    if (part == Part::block_comment) return behind("*/", at + 2);
    if (at > 0 && text[at - 1] == 'R') {  // R"mark( ... )mark"
        const std::size_t open = text.find('(', at);
        return behind(")" + std::string(text.substr(at + 1, open - at - 1)) + "\"", open);
    }
    std::size_t end = at + 1;
    while (end < text.size() && text[end] != text[at]) end += text[end] == '\\' ? 2 : 1;
    return std::min(end + 1, text.size());
}

}  // namespace

const fs::path& root() {
    static const fs::path path = VITRO_ROOT;
    return path;
}

const std::vector<std::string>& project_files() {
    static const std::vector<std::string> files = [] {
        std::vector<std::string> found = files_by_git();
        if (found.empty()) found = files_by_walking();
        std::ranges::sort(found);
        return found;
    }();
    return files;
}

std::vector<std::string> files_in(std::string_view folder, std::string_view ending) {
    const std::string prefix = folder.empty() ? "" : std::string(folder) + "/";
    std::vector<std::string> files;
    std::ranges::copy_if(project_files(), std::back_inserter(files),
                         [&](const std::string& file) { return file.starts_with(prefix) && file.ends_with(ending); });
    return files;
}

std::vector<std::string> code_in(std::string_view folder) {
    std::vector<std::string> files = files_in(folder, ".cpp");
    std::ranges::copy(files_in(folder, ".hpp"), std::back_inserter(files));
    return files;
}

bool is_file(const std::string& path) {
    return fs::is_regular_file(root() / path);
}

std::string read_text(const fs::path& path) {
    std::ifstream file(root() / path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> lines_of(std::string_view text) {
    std::istringstream stream{std::string(text)};
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

std::string without_comments(std::string_view text) {
    std::string code(text);
    for (std::size_t at = 0; at < text.size();) {
        const Part part = part_at(text, at);
        const std::size_t end = part == Part::code ? at + 1 : end_of(part, text, at);
        if (part != Part::code)
            std::replace_if(
                code.begin() + static_cast<std::ptrdiff_t>(at), code.begin() + static_cast<std::ptrdiff_t>(end),
                [](char c) { return c != '\n'; }, ' ');
        at = end;
    }
    return code;
}

std::string listed(const std::vector<std::string>& sentences) {
    std::string text;
    for (const std::string& sentence : sentences) text += "\n  " + sentence;
    return text;
}

}  // namespace structure
