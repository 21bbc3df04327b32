// core/io/atomic_file.hpp: a file that is either the old one or the new one, never a half.
//
// The bytes go to a temporary file in the same directory, are flushed to the disk, and take the place of the old file
// by a rename, which the file system does as a whole. Whatever goes wrong before that leaves the old file as it was.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/io/file_descriptor.hpp"

namespace vitro::core {

/// Each member throws Error with the system's words when it fails, and has then removed the temporary file. Destroyed
/// without commit(), it leaves everything as it was.
class AtomicFile {
  public:
    /// A symbolic link is followed: what it points to is replaced. An existing file keeps its permissions.
    explicit AtomicFile(std::string path);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    /// Appends.
    void write(const void* data, std::size_t bytes);
    void write(std::string_view text) { write(text.data(), text.size()); }
    /// Puts the new file in the place of the old one. The last call.
    void commit();

  private:
    void create_temporary();
    bool lock_temporary(const std::string& name);
    void remove_temporary() noexcept;
    [[noreturn]] void fail(std::string_view what, int error);

    std::string path_;       // as the caller named it, for messages
    std::string target_;     // path_ with symbolic links followed
    std::string temporary_;  // empty when there is none (any more)
    FileDescriptor file_;
    bool replaces_ = false;
};

/// The whole of a small file (a configuration, a vocabulary) at once. Throws Error as AtomicFile does.
void write_file_atomically(const std::string& path, std::string_view bytes);

/// NAME.tmp-PID-ATTEMPT, under which something is made that is to become NAME.
std::string temporary_name(const std::string& target, int attempt);

/// Makes a rename in the directory of `path` survive a power cut, where the file system can.
void flush_directory_of(const std::string& path);

/// What a temporary file was to become, of bare names: "model" of "model.tmp-4711-0"; empty for a name of another form.
std::string_view target_of_temporary(std::string_view name);

/// Removes from `directory` the temporary files of writers that were killed: those that were to become the file of this
/// bare name or, when it is empty, any file. Those of writers at work stay, and one that cannot be removed does no
/// harm.
void remove_abandoned_files(const std::string& directory, std::string_view target = {});

}  // namespace vitro::core
