// core/io/whole_file.hpp: a text that is read at once: a corpus, a vocabulary, a configuration.
#pragma once

#include <string>

namespace vitro::core {

/// Its bytes, whatever they are, to the end: of a file, or of a pipe when its writer is done. Throws Error with the
/// path and the system's words.
std::string read_whole_file(const std::string& path);

/// The same for what must be a regular file, so that nothing keeps us waiting. Throws Error for anything else.
std::string read_regular_file(const std::string& path);

/// What comes on standard input until it ends. Throws Error that calls it "standard input".
std::string read_standard_input();

}  // namespace vitro::core
