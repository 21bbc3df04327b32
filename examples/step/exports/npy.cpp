// examples/step/exports/npy.cpp: ten bytes, a Python literal, the numbers.
#include "examples/step/exports/npy.hpp"

#include <cstring>
#include <fmt/format.h>

#include "core/error.hpp"
#include "core/io/atomic_file.hpp"

namespace vitro::step {

std::string npy_bytes(const core::Shape& shape, std::span<const float> numbers) {
    std::string sizes;
    for (const std::int64_t size : shape) sizes += fmt::format("{}, ", size);
    if (shape.rank() > 1) sizes.resize(sizes.size() - 2);  // "(3,)" but "(2, 3)"
    if (shape.rank() == 1) sizes.pop_back();
    std::string header = fmt::format("{{'descr': '<f4', 'fortran_order': False, 'shape': ({}), }}", sizes);
    constexpr std::size_t kBefore = 10, kAlignment = 64;
    header.append((kAlignment - (kBefore + header.size() + 1) % kAlignment) % kAlignment, ' ');
    header += '\n';
    std::string bytes("\x93NUMPY\x01\x00", 8);
    bytes += static_cast<char>(header.size() & 0xFF);
    bytes += static_cast<char>(header.size() >> 8);
    bytes += header;
    const std::size_t begin = bytes.size();
    bytes.resize(begin + numbers.size_bytes());
    if (!numbers.empty()) std::memcpy(bytes.data() + begin, numbers.data(), numbers.size_bytes());
    return bytes;
}

void write_npy(const std::string& path, const core::Shape& shape, std::span<const float> numbers) {
    if (static_cast<std::int64_t>(numbers.size()) != shape.size())
        throw core::Error(fmt::format("{}: {} of {} numbers are recorded: a slice of those can be written", path,
                                      numbers.size(), shape.size()));
    core::write_file_atomically(path, npy_bytes(shape, numbers));
}

}  // namespace vitro::step
