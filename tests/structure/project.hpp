// tests/structure/project.hpp: the project as files and text.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace structure {

/// The folder of the top CMakeLists.txt.
const std::filesystem::path& root();

/// Every file of the project, relative to root() and sorted: those that git knows or would add; all but hidden folders
/// and build/ where there is no git.
const std::vector<std::string>& project_files();

/// Those of project_files() that lie below `folder` ("" for all) and end with `ending`.
std::vector<std::string> files_in(std::string_view folder, std::string_view ending);

/// The C++ sources and headers below `folder`.
std::vector<std::string> code_in(std::string_view folder);

bool is_file(const std::string& path);
std::string read_text(const std::filesystem::path& path);
std::vector<std::string> lines_of(std::string_view text);

/// C++ text with its comments and the contents of its literals blanked out; lines stay where they are.
std::string without_comments(std::string_view text);

/// Sentences, one to a line, for a failed check to show.
std::string listed(const std::vector<std::string>& sentences);

}  // namespace structure
