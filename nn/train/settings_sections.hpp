// nn/train/settings_sections.hpp: what the settings of every kind of training have in common: three sections, of which
// "model" leaves out the sizes that follow from the data.
#pragma once

#include <cstdint>
#include <fmt/format.h>
#include <span>
#include <string_view>

#include "core/error.hpp"
#include "nn/settings_json.hpp"
#include "nn/train/run/run_directory.hpp"
#include "nn/train/task.hpp"

namespace vitro::nn {

/// Throws Error unless it is a JSON object.
inline void require_sections(const Json& json) {
    if (!json.is_object()) throw core::Error("[settings] must be a JSON object with model, data and training");
}

/// The section "model" as settings write it: without the sizes that the data decide.
inline Json without(Json model, std::span<const char* const> sizes) {
    for (const char* size : sizes) model.erase(size);
    return model;
}

/// The section "model" as its own reader wants it: with sizes, which stand for those that are not known yet. Throws
/// Error when it has some.
inline Json with_sizes(Json model, std::span<const char* const> sizes) {
    for (const char* size : sizes) {
        if (model.contains(size)) refuse_setting("model", size, json_text(model[size]), "none: the data say");
        if (model.is_object()) model[size] = 1;
    }
    return model;
}

/// Throws Error unless a batch can be cut into so many parts of equal size.
inline void require_parts(std::string_view section, std::int64_t batch_size, std::int64_t parts) {
    if (parts < 1 || parts > kMostMicroBatches || batch_size % parts != 0)
        refuse_setting(section, "micro_batches", std::to_string(parts),
                       fmt::format("divisors of batch_size {} up to {}", batch_size, kMostMicroBatches));
}

/// `read(settings)` of a run that is there. Throws Error that names the run when it is of another task, calling that
/// of which it should be `model`: "a translator".
template <class Read>
auto settings_of_task(const RunDirectory& run, const char* task, const char* model, const Read& read) {
    if (run.settings().value("task", Json()) != task)
        throw core::Error(fmt::format("{}: not the run of {}", run.path().string(), model));
    try {
        return read(run.settings());
    } catch (const core::Error& error) {
        throw core::Error(fmt::format("{}: {}", run.path().string(), error.what()));
    }
}

}  // namespace vitro::nn
