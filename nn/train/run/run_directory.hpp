// nn/train/run/run_directory.hpp: what a training leaves behind.
//
//   run.json            what is trained, on what, with which settings: written when the vocabularies are there
//   source.vocabulary   the tokens of either side
//   target.vocabulary
//   log.jsonl           a line of JSON for each logged step
//   ledger.txt          the bits of every step's loss and gradient norm
//   model.safetensors   the weights of the best epoch so far
//   epoch-0007.safetensors    those of the last epochs, as many as the settings keep
//   last.safetensors          all that is needed to go on: weights, optimizer, position
//   previous.safetensors      the same of the time before: should the last one be damaged
//
// Every file is written beside its final name and renamed, the log is only ever appended to or shortened as a whole: a
// run can be killed at any moment and either goes on or says what is missing. Who trains holds a lock on the directory,
// which ends with the process; who only reads needs none.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/file_descriptor.hpp"
#include "core/io/file_type.hpp"

namespace vitro::nn {

inline constexpr std::string_view kSourceVocabulary = "source.vocabulary", kTargetVocabulary = "target.vocabulary",
                                  kLog = "log.jsonl", kLedger = "ledger.txt", kModel = "model.safetensors",
                                  kNext = "next.safetensors", kLast = "last.safetensors",
                                  kPrevious = "previous.safetensors";

class RunDirectory {
  public:
    /// A small text file by name and content.
    struct TextFile {
        std::string_view name;
        std::string text;
    };

    /// A new run with some files in it, locked. run.json, which makes a directory a run, is written last. Throws Error
    /// when the directory holds something else than a run that was stopped while it began, or cannot be made.
    static RunDirectory create(const std::filesystem::path& directory, const nlohmann::ordered_json& settings,
                               const std::vector<TextFile>& files = {});
    /// Throws Error when a run is there: to be asked before data are read for a new one, which may take a while.
    static void require_no_run(const std::filesystem::path& directory);
    /// A run that was begun. Throws Error when there is none, or its run.json is damaged or of a later format.
    static RunDirectory open(const std::filesystem::path& directory);

    const std::filesystem::path& path() const { return directory_; }
    const nlohmann::ordered_json& settings() const { return settings_; }
    std::string file(std::string_view name) const { return (directory_ / name).string(); }
    bool has(std::string_view name) const {
        return core::type_of(directory_ / name) != std::filesystem::file_type::not_found;
    }
    /// Throws Error when it is not there.
    std::string existing_file(std::string_view name) const;

    /// A whole small text file. read_text throws Error when it is not there.
    void write_text(std::string_view name, std::string_view text) const;
    std::string read_text(std::string_view name) const;

    /// Keeps other trainings out until this object and its copies are gone; does nothing when they hold the lock
    /// already. It is the directory's own, not one of its files': those are replaced. Throws Error when another
    /// training is at work here.
    void lock() const;
    /// After a kill in the middle of saving: removes files that were not whole yet, and gives a state that was its
    /// place.
    void remove_unfinished() const;

    /// What was saved as next.safetensors becomes last.safetensors; what was the last becomes previous.safetensors. At
    /// every moment in between there is a last.safetensors, whole. Throws Error with the system's words.
    void turn_over() const;
    /// Goes back: previous.safetensors becomes last.safetensors, too. Throws Error when it is not there or damaged.
    void restore_previous() const;

    /// One line more, on the disk's way before the call returns. Throws Error with the system's words.
    void append_log(const nlohmann::ordered_json& entry) const;
    /// Drops the lines behind `step`, and a last line that was cut off: for a run that goes on from there. Returns the
    /// last line that stays; null when none does.
    nlohmann::ordered_json shorten_log(std::int64_t step) const;
    /// Replaces the settings, as when a run is to go on for longer.
    void describe(const nlohmann::ordered_json& settings);

  private:
    RunDirectory(std::filesystem::path directory, nlohmann::ordered_json settings)
        : directory_(std::move(directory)), settings_(std::move(settings)) {}
    std::filesystem::path directory_;
    nlohmann::ordered_json settings_;
    std::shared_ptr<core::FileDescriptor> lock_ = std::make_shared<core::FileDescriptor>();  // shared by copies
};

}  // namespace vitro::nn
