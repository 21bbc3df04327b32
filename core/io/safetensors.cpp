// core/io/safetensors.cpp: the file around the header.
#include "core/io/safetensors.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <sys/stat.h>
#include <utility>

#include "core/error.hpp"
#include "core/io/atomic_file.hpp"

namespace vitro::core {
namespace {

constexpr std::uint64_t kLengthBytes = 8;

std::uint64_t size_of(const FileDescriptor& file, const std::string& path) {
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) fail_system(path, "cannot be examined");
    return static_cast<std::uint64_t>(status.st_size);
}

void read_at(const FileDescriptor& file, std::uint64_t offset, void* out, std::size_t bytes, const std::string& path) {
    char* next = static_cast<char*>(out);
    while (bytes > 0) {
        const ssize_t got = ::pread(file.get(), next, bytes, static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail_system(path, "cannot be read");
        if (got == 0) throw Error(fmt::format("{}: ends at byte {}: it was cut while it was open", path, offset));
        next += got;
        offset += static_cast<std::uint64_t>(got);
        bytes -= static_cast<std::size_t>(got);
    }
}

using Length = std::array<unsigned char, kLengthBytes>;

std::uint64_t decode(const Length& length) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < length.size(); ++i) value |= std::uint64_t{length[i]} << (8 * i);
    return value;
}

Length encode(std::uint64_t value) {
    Length length{};
    for (std::size_t i = 0; i < length.size(); ++i) length[i] = static_cast<unsigned char>(value >> (8 * i));
    return length;
}

std::string read_header(const FileDescriptor& file, std::uint64_t file_bytes, const std::string& path) {
    if (file_bytes < kLengthBytes)
        throw Error(
            fmt::format("{}: not a safetensors file: it has {} bytes, at least 8 are needed", path, file_bytes));
    Length length;
    read_at(file, 0, length.data(), length.size(), path);
    const std::uint64_t bytes = decode(length);
    const std::uint64_t most = std::min(file_bytes - kLengthBytes, SafetensorsFile::kMaxHeaderBytes);
    if (bytes > most)
        throw Error(
            fmt::format("{}: not a safetensors file: its first 8 bytes announce a header of {} bytes, but at most "
                        "{} are possible here",
                        path, bytes, most));
    std::string header(bytes, ' ');
    read_at(file, kLengthBytes, header.data(), header.size(), path);
    return header;
}

}  // namespace

SafetensorsFile::SafetensorsFile(std::string path) : path_(std::move(path)), file_(open_regular(path_)) {
    const std::uint64_t file_bytes = size_of(file_, path_);
    const std::string header = read_header(file_, file_bytes, path_);
    data_begin_ = kLengthBytes + header.size();
    header_ = parse_safetensors_header(header, file_bytes - data_begin_, path_);
    for (const SafetensorsEntry& entry : header_.entries) by_name_.emplace(entry.name, &entry);
}

const SafetensorsEntry* SafetensorsFile::find(std::string_view name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : found->second;
}

const SafetensorsEntry& SafetensorsFile::at(std::string_view name) const {
    if (const SafetensorsEntry* entry = find(name)) return *entry;
    throw Error(
        fmt::format("{} is not in the file, which holds {} others", tensor_in_file(path_, name), by_name_.size()));
}

void SafetensorsFile::read(const SafetensorsEntry& entry, std::uint64_t from, void* out, std::size_t bytes) const {
    if (from > entry.bytes() || bytes > entry.bytes() - from)
        throw Error(fmt::format("{}: {} bytes from its byte {} on were asked for, it has {}",
                                tensor_in_file(path_, entry.name), bytes, from, entry.bytes()));
    read_at(file_, data_begin_ + entry.begin + from, out, bytes, path_);
}

namespace {

/// Everything before the data. Throws Error for what the reader would refuse.
std::string beginning_of(const std::string& path, const std::vector<SafetensorsSource>& tensors,
                         const std::map<std::string, std::string>& metadata) {
    SafetensorsHeader header{.entries = {}, .metadata = metadata};
    std::uint64_t end = 0;
    for (const SafetensorsSource& tensor : tensors) {
        const std::uint64_t begin = end;
        end += tensor.bytes.size();
        header.entries.push_back({tensor.name, tensor.dtype, tensor.shape, begin, end});
    }
    const std::string text = format_safetensors_header(header, path);
    if (text.size() > SafetensorsFile::kMaxHeaderBytes)
        throw Error(
            fmt::format("{}: the names of {} tensors and the metadata need a header of {} bytes; at most {} are "
                        "allowed",
                        path, tensors.size(), text.size(), SafetensorsFile::kMaxHeaderBytes));
    parse_safetensors_header(text, end, path);
    const Length length = encode(text.size());
    return std::string(length.begin(), length.end()) + text;
}

}  // namespace

void write_safetensors(const std::string& path, const std::vector<SafetensorsSource>& tensors,
                       const std::map<std::string, std::string>& metadata) {
    const std::string beginning = beginning_of(path, tensors, metadata);
    AtomicFile file(path);
    file.write(beginning);
    for (const SafetensorsSource& tensor : tensors) file.write(tensor.bytes.data(), tensor.bytes.size());
    file.commit();
}

std::string safetensors_bytes(const std::string& name, const std::vector<SafetensorsSource>& tensors,
                              const std::map<std::string, std::string>& metadata) {
    std::string bytes = beginning_of(name, tensors, metadata);
    for (const SafetensorsSource& tensor : tensors)
        bytes.append(reinterpret_cast<const char*>(tensor.bytes.data()), tensor.bytes.size());
    return bytes;
}

}  // namespace vitro::core
