// nn/train/run/run_directory.cpp: making, opening and describing a run.
#include "nn/train/run/run_directory.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <sstream>
#include <system_error>

#include "core/error.hpp"
#include "core/io/atomic_file.hpp"
#include "core/io/file_type.hpp"
#include "core/io/rename.hpp"
#include "core/io/safetensors.hpp"
#include "core/io/whole_file.hpp"
#include "nn/json_text.hpp"
#include "nn/train/run/checked_tensors.hpp"

namespace vitro::nn {
namespace {

using core::Error;
using Json = nlohmann::ordered_json;

constexpr int kFormat = 1;
constexpr std::string_view kSettings = "run.json";

Json parse_settings(const std::filesystem::path& path) {
    const Json parsed = parse_json_or_null(core::read_regular_file(path));
    if (!parsed.is_object() || !parsed.contains("format") || !parsed["format"].is_number_integer())
        throw Error(fmt::format("{}: damaged: not the description of a run", path.string()));
    if (parsed["format"] != kFormat)
        throw Error(fmt::format("{}: format {} of another version of vitro: this one reads format {}", path.string(),
                                parsed["format"].dump(), kFormat));
    return parsed;
}

/// The line of a log, if it is whole and not behind `step`; null otherwise.
Json entry_up_to(std::int64_t step, const std::string& line) {
    const Json entry = parse_json_or_null(line);
    const Json at = entry.is_object() ? entry.value("step", Json()) : Json();
    return at.is_number_integer() && at.get<std::int64_t>() <= step ? entry : Json();
}

/// Whether this is, or was to be, one of the files that a beginning run writes before its run.json.
bool is_of_a_beginning(const std::string& name, const std::vector<RunDirectory::TextFile>& files) {
    const std::string_view becomes = core::target_of_temporary(name);
    return becomes == kSettings || std::ranges::any_of(files, [&](const RunDirectory::TextFile& file) {
               return name == file.name || becomes == file.name;
           });
}

[[noreturn]] void fail_occupied(const std::filesystem::path& directory, std::string_view way_on = "") {
    throw Error(fmt::format("{}: holds files already: begin in another directory{}", directory.string(), way_on));
}

/// Nothing may be there but what a run has left that was stopped while it began.
void require_vacant(const std::filesystem::path& directory, const std::vector<RunDirectory::TextFile>& files) {
    RunDirectory::require_no_run(directory);
    std::error_code error;
    for (std::filesystem::directory_iterator entry(directory, error), end; !error && entry != end;
         entry.increment(error))
        if (!is_of_a_beginning(entry->path().filename().string(), files)) fail_occupied(directory);
    if (error) core::fail_system(directory.string(), "cannot be read", error.value());
}

}  // namespace

void RunDirectory::require_no_run(const std::filesystem::path& directory) {
    std::error_code error;
    if (std::filesystem::exists(directory / kSettings, error))
        fail_occupied(directory, ", or resume the run that is there");
}

RunDirectory RunDirectory::create(const std::filesystem::path& directory, const Json& settings,
                                  const std::vector<TextFile>& files) {
    std::error_code error;
    std::filesystem::create_directories(directory, error);
    if (error) core::fail_system(directory.string(), "cannot be made", error.value());
    RunDirectory run(directory, {});
    run.lock();  // before the look inside: of several who want the directory, made now or before, one moves in
    require_vacant(directory, files);
    run.remove_unfinished();
    for (const TextFile& file : files) run.write_text(file.name, file.text);
    run.describe(settings);
    return run;
}

RunDirectory RunDirectory::open(const std::filesystem::path& directory) {
    if (core::type_of(directory) != std::filesystem::file_type::directory)
        throw Error(fmt::format("{}: there is no such run directory", directory.string()));
    if (core::type_of(directory / kSettings) == std::filesystem::file_type::not_found)
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
    if (!has(name))
        throw Error(fmt::format("{}: half-written: it has no {}{}", directory_.string(), name,
                                name == kModel ? ", which is written when an epoch ends" : ""));
    return file(name);
}

void RunDirectory::write_text(std::string_view name, std::string_view text) const {
    core::write_file_atomically(file(name), text);
}

std::string RunDirectory::read_text(std::string_view name) const {
    return core::read_regular_file(existing_file(name));
}

void RunDirectory::lock() const {
    if (*lock_) return;
    *lock_ = core::lock_directory(directory_.string());
    if (!*lock_) throw Error(fmt::format("{}: another vitro is training here", directory_.string()));
}

void RunDirectory::remove_unfinished() const {
    core::remove_abandoned_files(directory_.string());
    if (has(kNext)) turn_over();  // it is whole, for it was written as one; what was done already changes nothing
}

void RunDirectory::turn_over() const {
    if (has(kLast)) core::link_over(file(kLast), file(kPrevious));
    core::rename_over(file(kNext), file(kLast));
}

void RunDirectory::restore_previous() const {
    require_checksum(core::SafetensorsFile(existing_file(kPrevious)));
    std::error_code error;
    std::filesystem::remove(file(kNext), error);  // or it would be taken for the last one
    if (error) core::fail_system(file(kNext), "cannot be removed", error.value());
    core::link_over(file(kPrevious), file(kLast));
}

void RunDirectory::append_log(const Json& entry) const {
    std::ofstream log(file(kLog), std::ios::app | std::ios::binary);
    log << entry.dump() << '\n';
    log.close();
    if (!log) core::fail_system(file(kLog), "cannot be written");
}

Json RunDirectory::shorten_log(std::int64_t step) const {
    Json last;
    if (!has(kLog)) return last;
    std::istringstream lines(core::read_regular_file(file(kLog)));
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
