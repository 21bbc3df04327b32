// nn/train/run/tensorboard.hpp: figures of a training in a file that TensorBoard shows.
//
// An event file is a row of records (TensorFlow's TFRecord), each of them one protocol buffer, Event:
//
//   8 bytes   length of the data, little-endian
//   4 bytes   masked CRC-32C of those 8
//   data      the Event
//   4 bytes   masked CRC-32C of the data
//
// Formats: tensorflow/core/lib/io/record_writer.h, lib/hash/crc32c.h (the mask), util/event.proto and
// framework/summary.proto of TensorFlow's source.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/io/appended_file.hpp"

namespace vitro::nn::tensorboard {

struct Scalar {
    std::string_view tag;
    double value = 0;  ///< stored as a float
};

/// The data between their length and their checksums.
std::string record(std::string_view data);

/// Events; `wall_time` is in seconds since 1970. The first one of a file:
std::string version_event(double wall_time);
/// What was told of `step` and of later steps, in files before, is void.
std::string restart_event(double wall_time, std::int64_t step);
std::string scalars_event(double wall_time, std::int64_t step, std::span<const Scalar> scalars);

/// One file for each session of a training: TensorBoard reads those of a directory in the order of their names.
class EventFile {
  public:
    /// Of a training that goes on after `step`. The file is made when there is something to be told.
    EventFile(std::filesystem::path directory, std::int64_t step) : directory_(std::move(directory)), step_(step) {}

    /// Throws Error with the system's words when the file cannot be written.
    void add(std::int64_t step, std::span<const Scalar> scalars);

  private:
    void begin(double wall_time);

    std::filesystem::path directory_;
    std::int64_t step_;
    std::optional<core::AppendedFile> file_;
};

}  // namespace vitro::nn::tensorboard
