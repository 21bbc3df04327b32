// nn/train/run/average.cpp: one tensor after the other, so that only one sum is in memory beside the mean.
#include "nn/train/run/average.hpp"

#include <cstddef>
#include <cstring>
#include <deque>
#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/io/safetensors.hpp"
#include "core/io/values.hpp"
#include "core/printable.hpp"
#include "nn/train/run/checked_tensors.hpp"

namespace vitro::nn {
namespace {

using core::SafetensorsEntry;
using core::SafetensorsFile;

std::string described(const SafetensorsEntry& entry) {
    return fmt::format("{} {}", core::dtype_name(entry.dtype), core::shape_text(entry.shape));
}

/// Every tensor of `one` is in `other`, alike.
void require_within(const SafetensorsFile& one, const SafetensorsFile& other) {
    for (const SafetensorsEntry& entry : one.entries()) {
        const SafetensorsEntry* twin = other.find(entry.name);
        if (!twin)
            throw core::Error(fmt::format("{} is not in {}: these cannot be averaged",
                                          core::tensor_in_file(one.path(), entry.name), other.path()));
        if (twin->dtype != entry.dtype || twin->shape != entry.shape)
            throw core::Error(fmt::format("{} is {}, and {} in {}: these cannot be averaged",
                                          core::tensor_in_file(one.path(), entry.name), described(entry),
                                          described(*twin), other.path()));
    }
}

void require_floats(const SafetensorsFile& file) {
    for (const SafetensorsEntry& entry : file.entries())
        if (entry.dtype != core::Dtype::F32 && entry.dtype != core::Dtype::F64)
            throw core::Error(fmt::format("{} is {}: only F32 and F64 are averaged",
                                          core::tensor_in_file(file.path(), entry.name), described(entry)));
}

std::vector<double> mean_of(const std::deque<SafetensorsFile>& files, const SafetensorsEntry& entry) {
    const auto count = static_cast<std::size_t>(entry.count());
    std::vector<double> sum(count), values(count);
    for (const SafetensorsFile& file : files) {
        core::read_values(file, file.at(entry.name), values.data(), entry.count());
        for (std::size_t i = 0; i < count; ++i) sum[i] += values[i];
    }
    for (double& number : sum) number /= static_cast<double>(files.size());
    return sum;
}

template <class Stored>
std::vector<std::byte> stored_as(const std::vector<double>& numbers) {
    std::vector<std::byte> bytes(numbers.size() * sizeof(Stored));
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const Stored number = static_cast<Stored>(numbers[i]);
        std::memcpy(bytes.data() + i * sizeof number, &number, sizeof number);
    }
    return bytes;
}

std::string names_of(const std::vector<std::string>& files) {
    nlohmann::json names = nlohmann::json::array();
    for (const std::string& file : files) names.push_back(std::filesystem::path(file).filename().string());
    return names.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

void average_weights(const std::vector<std::string>& files, const std::string& out) {
    if (files.empty()) throw core::Error(fmt::format("{}: an average of no weights: name at least one file", out));
    std::deque<SafetensorsFile> sources;  // they are not moved: each holds pointers into itself
    for (const std::string& file : files) {
        const SafetensorsFile& source = sources.emplace_back(file);
        require_floats(source);
        require_within(source, sources.front());
        require_within(sources.front(), source);
        require_checksum(source);
    }
    std::deque<std::vector<std::byte>> bytes;
    std::vector<core::SafetensorsSource> means;
    for (const SafetensorsEntry& entry : sources.front().entries()) {
        const std::vector<double> mean = mean_of(sources, entry);
        bytes.push_back(entry.dtype == core::Dtype::F32 ? stored_as<float>(mean) : stored_as<double>(mean));
        means.push_back({entry.name, entry.dtype, entry.shape, bytes.back()});
    }
    write_checked_tensors(out, means, {{"vitro.average_of", names_of(files)}});
}

}  // namespace vitro::nn
