// core/io/atomic_file.cpp: temporary file, full write, fsync, rename.
#include "core/io/atomic_file.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <utility>

#include "core/error.hpp"

namespace vitro::core {
namespace {

std::string follow_links(const std::string& path) {
    std::error_code unresolved;
    const std::filesystem::path target = std::filesystem::weakly_canonical(path, unresolved);
    return unresolved ? path : target.string();
}

std::string directory_of(const std::string& path) {
    const std::string directory = std::filesystem::path(path).parent_path().string();
    return directory.empty() ? "." : directory;
}

/// Makes the rename itself survive a power cut. The content is on the disk already, so whichever name the directory
/// shows afterwards belongs to a whole file, and a file system that cannot flush a directory is no reason to fail.
void flush_directory(const std::string& directory) {
    const FileDescriptor handle(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (handle) ::fsync(handle.get());
}

}  // namespace

AtomicFile::AtomicFile(std::string path) : path_(std::move(path)), target_(follow_links(path_)) {
    struct stat old {};
    replaces_ = ::stat(target_.c_str(), &old) == 0;
    if (replaces_ && !S_ISREG(old.st_mode)) throw Error(fmt::format("{}: is not a regular file", path_));
    create_temporary();
    if (replaces_ && ::fchmod(file_.get(), old.st_mode & 07777) != 0) fail("cannot keep its permissions", errno);
}

AtomicFile::~AtomicFile() {
    remove_temporary();
}

/// Temporary files of writers that were killed. A writer holds a lock on its own, which ends with the process, wherever
/// it ran: so one that can be locked belongs to nobody. (Where the file system knows no locks, nothing is removed.)
void AtomicFile::remove_abandoned() const {
    const std::filesystem::path target(target_);
    std::error_code ignored;
    for (std::filesystem::directory_iterator entry(directory_of(target_), ignored), end; !ignored && entry != end;
         entry.increment(ignored)) {
        if (!entry->path().filename().string().starts_with(target.filename().string() + ".tmp-")) continue;
        const FileDescriptor file(::open(entry->path().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
        if (file && ::flock(file.get(), LOCK_EX | LOCK_NB) == 0) ::unlink(entry->path().c_str());
    }
}

/// False when a writer beside us took the new file for an abandoned one before it was locked.
bool AtomicFile::lock_temporary(const std::string& name) {
    while (::flock(file_.get(), LOCK_EX) != 0 && errno == EINTR) {
    }
    struct stat ours {
    }, there{};
    return ::fstat(file_.get(), &ours) == 0 && ::stat(name.c_str(), &there) == 0 && ours.st_ino == there.st_ino;
}

void AtomicFile::create_temporary() {
    remove_abandoned();
    // Not mkstemp: its files are readable by the owner only, whatever the umask says.
    for (int attempt = 0; temporary_.empty(); ++attempt) {
        std::string name = fmt::format("{}.tmp-{}-{}", target_, ::getpid(), attempt);
        file_ = FileDescriptor(::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
        if (!file_ && errno != EEXIST && errno != EINTR)
            fail(fmt::format("cannot create a file in {}", directory_of(target_)), errno);
        if (file_ && lock_temporary(name)) temporary_ = std::move(name);
    }
}

void AtomicFile::write(const void* data, std::size_t bytes) {
    const char* next = static_cast<const char*>(data);
    while (bytes > 0) {
        const ssize_t written = ::write(file_.get(), next, bytes);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("cannot be written", errno);
        next += written;
        bytes -= static_cast<std::size_t>(written);
    }
}

void AtomicFile::commit() {
    if (::fsync(file_.get()) != 0) fail("cannot be flushed to the disk", errno);
    if (!file_.close()) fail("cannot be closed", errno);
    if (std::rename(temporary_.c_str(), target_.c_str()) != 0) fail("cannot be put in place", errno);
    temporary_.clear();
    flush_directory(directory_of(target_));
}

void AtomicFile::remove_temporary() noexcept {
    file_.close();
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
    temporary_.clear();
}

void AtomicFile::fail(std::string_view what, int error) {
    remove_temporary();
    throw Error(fmt::format("{}: {}: {} ({})", path_, what, std::generic_category().message(error),
                            replaces_ ? "the file that stood there is unchanged" : "nothing was left behind"));
}

void write_file_atomically(const std::string& path, std::string_view bytes) {
    AtomicFile file(path);
    file.write(bytes);
    file.commit();
}

}  // namespace vitro::core
