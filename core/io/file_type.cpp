// core/io/file_type.cpp: std::filesystem without its exceptions.
#include "core/io/file_type.hpp"

#include <system_error>

#include "core/io/file_descriptor.hpp"

namespace vitro::core {

std::filesystem::file_type type_of(const std::filesystem::path& path) {
    std::error_code error;
    const std::filesystem::file_type type = std::filesystem::status(path, error).type();
    if (type == std::filesystem::file_type::none) fail_system(path.string(), "cannot be looked at", error.value());
    return type;
}

}  // namespace vitro::core
