// nn/train/run/kept_weights.cpp: names of files, and the numbers in them.
#include "nn/train/run/kept_weights.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <string_view>
#include <system_error>

#include "core/error.hpp"
#include "core/io/file_descriptor.hpp"
#include "core/printable.hpp"

namespace vitro::nn {
namespace {

constexpr std::string_view kEpoch = "epoch-", kEnding = ".safetensors";

/// 7 for "epoch-0007.safetensors"; 0 for any other name.
std::int64_t epoch_of(std::string_view name) {
    if (!name.starts_with(kEpoch) || !name.ends_with(kEnding)) return 0;
    const std::string_view digits = name.substr(kEpoch.size(), name.size() - kEpoch.size() - kEnding.size());
    std::int64_t epoch = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), epoch);
    return epoch > 0 && epoch_file(epoch) == name ? epoch : 0;
}

std::vector<std::string> names_in(const RunDirectory& run) {
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(run.path(), error), end; !error && entry != end;
         entry.increment(error))
        names.push_back(entry->path().filename().string());
    if (error) core::fail_system(run.path().string(), "cannot be read", error.value());
    std::ranges::sort(names);
    return names;
}

/// "average, epoch-0007, model"; what holds an optimizer's state, too, is no file of weights.
std::string weights_of(const RunDirectory& run) {
    std::string weights;
    for (const std::string& name : names_in(run)) {
        if (!name.ends_with(kEnding) || name == kLast || name == kPrevious || name == kNext) continue;
        weights += (weights.empty() ? "" : ", ") + name.substr(0, name.size() - kEnding.size());
    }
    return weights.empty() ? "none: they are written when an epoch ends" : weights;
}

}  // namespace

std::string epoch_file(std::int64_t epoch) {
    return fmt::format("{}{:04}{}", kEpoch, epoch, kEnding);
}

std::vector<std::int64_t> kept_epochs(const RunDirectory& run) {
    std::vector<std::int64_t> epochs;
    for (const std::string& name : names_in(run))
        if (const std::int64_t epoch = epoch_of(name); epoch > 0) epochs.push_back(epoch);
    std::ranges::sort(epochs);  // by number: the tenthousandth has a digit more
    return epochs;
}

void remove_epochs_before(const RunDirectory& run, std::int64_t epoch) {
    for (const std::int64_t kept : kept_epochs(run)) {
        if (kept >= epoch) return;
        std::error_code error;
        std::filesystem::remove(run.file(epoch_file(kept)), error);
        if (error) core::fail_system(run.file(epoch_file(kept)), "cannot be removed", error.value());
    }
}

std::string weights_file(const RunDirectory& run, const std::string& name) {
    if (name.find('/') != std::string::npos) return name;
    const std::string file = name.ends_with(kEnding) ? name : name + std::string(kEnding);
    if (file == kModel) return run.existing_file(kModel);
    if (!run.has(file))
        throw core::Error(fmt::format("{}: has no weights {}; it has {}", run.path().string(), core::printable(name),
                                      weights_of(run)));
    return run.file(file);
}

}  // namespace vitro::nn
