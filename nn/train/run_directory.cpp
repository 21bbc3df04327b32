// nn/train/run_directory.cpp: making, opening and describing a run.
#include "nn/train/run_directory.hpp"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <sstream>
#include <system_error>

#include "core/error.hpp"
#include "core/io/atomic_file.hpp"

namespace vitro::nn {
namespace {

using core::Error;
using Json = nlohmann::ordered_json;

constexpr int kFormat = 1;
constexpr std::string_view kSettings = "run.json";

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (file) text << file.rdbuf();
    if (!file) throw Error(fmt::format("{}: {}", path.string(), std::strerror(errno)));
    return text.str();
}

Json parse_settings(const std::filesystem::path& path) {
    Json parsed = Json::parse(read_file(path), nullptr, false);
    if (!parsed.is_object() || !parsed.contains("format") || !parsed["format"].is_number_integer())
        throw Error(fmt::format("{}: damaged: not the description of a run", path.string()));
    if (parsed["format"] != kFormat)
        throw Error(fmt::format("{}: format {} of another version of vitro: this one reads format {}", path.string(),
                                parsed["format"].dump(), kFormat));
    return parsed;
}

/// The line of a log, if it is whole and not behind `step`; null otherwise.
Json entry_up_to(std::int64_t step, const std::string& line) {
    const Json entry = Json::parse(line, nullptr, false);
    const Json at = entry.is_object() ? entry.value("step", Json()) : Json();
    return at.is_number_integer() && at.get<std::int64_t>() <= step ? entry : Json();
}

/// Whether core::AtomicFile calls its files so until they are whole: "model.safetensors.tmp-4711-0".
bool is_unfinished(std::string_view name) {
    constexpr std::string_view kMark = ".tmp-";
    const std::size_t mark = name.rfind(kMark);
    return mark != std::string_view::npos && mark > 0 &&
           name.find_first_not_of("-0123456789", mark + kMark.size()) == std::string_view::npos;
}

}  // namespace

RunDirectory RunDirectory::create(const std::filesystem::path& directory, const Json& settings,
                                  const std::vector<TextFile>& files) {
    std::error_code error;
    if (std::filesystem::exists(directory, error) && !std::filesystem::is_empty(directory, error))
        throw Error(fmt::format("{}: holds files already: begin in another directory, or resume the run that is there",
                                directory.string()));
    std::filesystem::create_directories(directory, error);
    if (error) throw Error(fmt::format("{}: cannot be made: {}", directory.string(), error.message()));
    RunDirectory run(directory, {});
    for (const TextFile& file : files) run.write_text(file.name, file.text);
    run.describe(settings);
    return run;
}

RunDirectory RunDirectory::open(const std::filesystem::path& directory) {
    if (!std::filesystem::is_directory(directory))
        throw Error(fmt::format("{}: there is no such run directory", directory.string()));
    if (!std::filesystem::exists(directory / kSettings))
        throw Error(fmt::format("{}: not a run directory: it has no {}", directory.string(), kSettings));
    return {directory, parse_settings(directory / kSettings)};
}

void RunDirectory::describe(const Json& settings) {
    Json described = {{"format", kFormat}};
    if (!settings.is_null()) described.update(settings);
    write_text(kSettings, described.dump(2) + "\n");
    settings_ = std::move(described);
}

std::string RunDirectory::existing_file(std::string_view name) const {
    if (!has(name)) throw Error(fmt::format("{}: half-written: it has no {}", directory_.string(), name));
    return file(name);
}

void RunDirectory::write_text(std::string_view name, std::string_view text) const {
    core::write_file_atomically(file(name), text);
}

std::string RunDirectory::read_text(std::string_view name) const {
    return read_file(existing_file(name));
}

void RunDirectory::remove_unfinished() const {
    std::error_code error;  // a file that cannot be removed does no harm
    for (const std::filesystem::directory_entry& entry : std::filesystem::directory_iterator(directory_, error))
        if (is_unfinished(entry.path().filename().string())) std::filesystem::remove(entry.path(), error);
}

void RunDirectory::append_log(const Json& entry) const {
    std::ofstream log(file(kLog), std::ios::app | std::ios::binary);
    log << entry.dump() << '\n';
    log.close();
    if (!log) throw Error(fmt::format("{}: {}", file(kLog), std::strerror(errno)));
}

Json RunDirectory::shorten_log(std::int64_t step) const {
    Json last;
    if (!has(kLog)) return last;
    std::istringstream lines(read_file(file(kLog)));
    std::string kept;
    for (std::string line; std::getline(lines, line);) {
        const Json entry = entry_up_to(step, line);
        if (entry.is_null()) continue;
        kept += line + '\n';
        last = entry;
    }
    write_text(kLog, kept);
    return last;
}

}  // namespace vitro::nn
