// core/io/appended_file.hpp: a file that only grows, by whole pieces: a log, a ledger, a stream of events.
#pragma once

#include <string>
#include <string_view>

#include "core/io/file_descriptor.hpp"

namespace vitro::core {

class AppendedFile {
  public:
    /// Opens the file, or makes it. Throws Error with the system's words, and for what is no regular file.
    explicit AppendedFile(std::string path);

    const std::string& path() const { return path_; }
    /// Adds all of the bytes at the end of the file. Throws Error with the system's words, and has then taken away what
    /// part of them was written.
    void append(std::string_view bytes);
    /// Sees that what was appended survives a power cut. Throws Error with the system's words.
    void flush_to_disk();

  private:
    std::string path_;
    FileDescriptor file_;
};

}  // namespace vitro::core
