// nn/train/run/checked_tensors.cpp: a CRC over the metadata, then the data in their order in the file.
#include "nn/train/run/checked_tensors.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fmt/format.h>
#include <span>

#include "core/error.hpp"
#include "core/printable.hpp"
#include "nn/train/run/crc32.hpp"

namespace vitro::nn {
namespace {

constexpr const char* kChecksum = "vitro.crc32";

std::string as_text(std::uint32_t crc) {
    return fmt::format("{:08x}", crc);
}

/// Of each key and value with the zeros that end them.
std::uint32_t checksum_of(const std::map<std::string, std::string>& metadata) {
    std::uint32_t crc = 0;
    for (const auto& [key, value] : metadata)
        if (key != kChecksum)
            for (const std::string& text : {key, value})
                crc = crc32(std::as_bytes(std::span(text.c_str(), text.size() + 1)), crc);
    return crc;
}

std::uint32_t checksum_of(const core::SafetensorsFile& file) {
    constexpr std::uint64_t kPiece = 1 << 20;
    std::vector<std::byte> piece(kPiece);
    std::uint32_t crc = checksum_of(file.metadata());
    for (const core::SafetensorsEntry& entry : file.entries())
        for (std::uint64_t at = 0; at < entry.bytes(); at += kPiece) {
            const std::span bytes(piece.data(), std::min(kPiece, entry.bytes() - at));
            file.read(entry, at, bytes.data(), bytes.size());
            crc = crc32(bytes, crc);
        }
    return crc;
}

}  // namespace

void write_checked_tensors(const std::string& path, const std::vector<core::SafetensorsSource>& tensors,
                           std::map<std::string, std::string> metadata) {
    std::uint32_t crc = checksum_of(metadata);
    for (const core::SafetensorsSource& tensor : tensors) crc = crc32(tensor.bytes, crc);
    metadata[kChecksum] = as_text(crc);
    core::write_safetensors(path, tensors, metadata);
}

void require_checksum(const core::SafetensorsFile& file) {
    const auto written = file.metadata().find(kChecksum);
    if (written == file.metadata().end()) return;
    const std::string found = as_text(checksum_of(file));
    if (found != written->second)
        throw core::Error(fmt::format("{}: damaged: its numbers are not those that were saved (checksum {}, then {})",
                                      file.path(), found, core::printable(written->second)));
}

}  // namespace vitro::nn
