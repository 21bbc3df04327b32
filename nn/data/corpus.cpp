// nn/data/corpus.cpp: reading and checking parallel text.
#include "nn/data/corpus.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <system_error>
#include <utility>

#include "core/error.hpp"
#include "core/io/file_descriptor.hpp"
#include "core/io/file_type.hpp"
#include "core/io/whole_file.hpp"
#include "nn/data/utf8.hpp"

namespace vitro::nn {
namespace {

namespace fs = std::filesystem;
using core::Error;

bool is_blank_line(const std::string& line) {
    return line.find_first_not_of(" \t") == std::string::npos;
}

/// "train (de, en), val (de)", or "no corpus file".
std::string list_splits(const fs::path& directory) {
    std::string list;
    for (const auto& [split, languages] : read_splits(directory))
        list += fmt::format("{}{} ({})", list.empty() ? "" : ", ", split, fmt::join(languages, ", "));
    return list.empty() ? "no corpus file" : list;
}

fs::path find_side(const fs::path& directory, std::string_view split, std::string_view language) {
    const fs::path path = directory / fmt::format("{}.{}", split, language);
    if (core::type_of(path) == fs::file_type::not_found)
        throw Error(
            fmt::format("{} is missing; {} holds {}", path.string(), directory.string(), list_splits(directory)));
    return path;
}

}  // namespace

Text parse_text(std::string_view bytes, std::string name) {
    bytes = checked_text(bytes, name);
    Text text{std::move(name), {}};
    text.lines.reserve(static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')) + 1);
    while (!bytes.empty()) {
        const std::size_t end = std::min(bytes.find('\n'), bytes.size());
        std::string_view line = bytes.substr(0, end);
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        text.lines.emplace_back(line);
    }
    return text;
}

Text read_text(const fs::path& path) {
    Text text = parse_text(core::read_whole_file(path), path.string());
    if (std::all_of(text.lines.begin(), text.lines.end(), is_blank_line))
        throw Error(fmt::format("{} is empty: a corpus needs at least one sentence", text.name));
    return text;
}

ParallelText read_parallel(const fs::path& directory, std::string_view split, std::string_view source,
                           std::string_view target) {
    if (core::type_of(directory) != fs::file_type::directory)
        throw Error(fmt::format("{} is not a directory", directory.string()));
    const fs::path source_path = find_side(directory, split, source);
    const fs::path target_path = find_side(directory, split, target);
    ParallelText pairs{read_text(source_path), read_text(target_path)};
    if (pairs.source.lines.size() != pairs.target.lines.size())
        throw Error(fmt::format("{} has {} lines but {} has {}: line i of one must translate line i of the other",
                                pairs.source.name, pairs.source.lines.size(), pairs.target.name,
                                pairs.target.lines.size()));
    return pairs;
}

std::map<std::string, std::vector<std::string>> read_splits(const fs::path& directory) {
    std::error_code failure, unknown;
    std::map<std::string, std::vector<std::string>> splits;
    for (fs::directory_iterator file(directory, failure); !failure && file != fs::directory_iterator();
         file.increment(failure)) {
        const std::string split = file->path().stem().string();
        const std::string extension = file->path().extension().string();
        if (file->is_regular_file(unknown) && extension.size() > 1 && !split.starts_with('.'))
            splits[split].push_back(extension.substr(1));
    }
    if (failure) core::fail_system(directory.string(), "cannot be read", failure.value());
    for (auto& [split, languages] : splits) std::sort(languages.begin(), languages.end());
    return splits;
}

}  // namespace vitro::nn
