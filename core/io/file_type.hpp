// core/io/file_type.hpp: what stands at a path.
#pragma once

#include <filesystem>

namespace vitro::core {

/// A file, a directory, another thing (links are followed); file_type::not_found when there is nothing. Throws Error
/// with the system's words when that cannot be known: a name that is too long, a folder that is closed to us.
std::filesystem::file_type type_of(const std::filesystem::path& path);

}  // namespace vitro::core
