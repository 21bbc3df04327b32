// core/io/safetensors.hpp: the one reader and writer of tensor files.
//
//   8 bytes   length of the header, little-endian
//   header    JSON: names, dtypes, shapes, places; spaces up to a multiple of 8 when written by us
//   data      the tensors, little-endian, row-major, each byte owned by exactly one of them
//
// A file is checked whole when it is opened, before any of its numbers is used as a size; the data are then read
// straight into the caller's memory. There is no mapping, so alignment does not matter and a file that shrinks while it
// is open is an Error, not a signal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/file_descriptor.hpp"
#include "core/io/safetensors_header.hpp"

namespace vitro::core {

class SafetensorsFile {
  public:
    /// Longest header that the format allows.
    static constexpr std::uint64_t kMaxHeaderBytes = 100'000'000;

    /// Opens and checks. Throws Error that names the file, the tensor and what would be valid.
    explicit SafetensorsFile(std::string path);

    const std::string& path() const { return path_; }
    /// In the order of their data.
    const std::vector<SafetensorsEntry>& entries() const { return header_.entries; }
    const std::map<std::string, std::string>& metadata() const { return header_.metadata; }
    /// nullptr when there is no such tensor.
    const SafetensorsEntry* find(std::string_view name) const;
    /// Throws Error when there is no such tensor.
    const SafetensorsEntry& at(std::string_view name) const;

    /// Copies `bytes` bytes of the tensor, from its byte `from` on, to `out`. Several threads may read at once. Throws
    /// Error when the tensor has fewer bytes or the file no longer has them.
    void read(const SafetensorsEntry& entry, std::uint64_t from, void* out, std::size_t bytes) const;

  private:
    std::string path_;
    FileDescriptor file_;
    SafetensorsHeader header_;
    std::map<std::string_view, const SafetensorsEntry*> by_name_;  // into header_
    std::uint64_t data_begin_ = 0;
};

/// A tensor to be written: bytes.size() must be what dtype and shape need.
struct SafetensorsSource {
    std::string name;
    Dtype dtype = Dtype::F32;
    std::vector<std::int64_t> shape;
    std::span<const std::byte> bytes;
};

/// Writes the tensors in the order given, the same input giving the same bytes, as an AtomicFile: on any failure a file
/// that stood there is unchanged. Throws Error for names that repeat or are not UTF-8, for sizes that do not match, and
/// with the system's words when the disk does not take it.
void write_safetensors(const std::string& path, const std::vector<SafetensorsSource>& tensors,
                       const std::map<std::string, std::string>& metadata = {});

/// The bytes of such a file, for one that is part of something else; `name` is what errors call it.
std::string safetensors_bytes(const std::string& name, const std::vector<SafetensorsSource>& tensors,
                              const std::map<std::string, std::string>& metadata = {});

}  // namespace vitro::core
