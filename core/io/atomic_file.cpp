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

/// Where a chain of links ends, be there a file yet or not. A chain without an end is left to open().
std::string follow_links(const std::string& path) {
    constexpr int kMostLinks = 40;  // as Linux
    std::filesystem::path target = path;
    for (int link = 0; link < kMostLinks; ++link) {
        std::error_code none;
        const std::filesystem::path next = std::filesystem::read_symlink(target, none);
        if (none) return target.string();
        target = target.parent_path() / next;
    }
    return path;
}

std::string directory_of(const std::string& path) {
    const std::string directory = std::filesystem::path(path).parent_path().string();
    return directory.empty() ? "." : directory;
}

constexpr std::string_view kMark = ".tmp-";

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Whether `path` is (still) a name of the open file.
bool still_names(const std::string& path, const FileDescriptor& file) {
    struct stat ours {
    }, there{};
    return ::fstat(file.get(), &ours) == 0 && ::lstat(path.c_str(), &there) == 0 && ours.st_dev == there.st_dev &&
           ours.st_ino == there.st_ino;
}

/// A writer holds a lock on its temporary file, which ends with the process, wherever it ran: so one that can be locked
/// belongs to nobody. (Where the file system knows no locks, nothing is removed.)
void remove_if_abandoned(const std::string& path) {
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    // The name may be another file's by now: its writer has put the one that we hold in place and begun the next.
    if (file && ::flock(file.get(), LOCK_EX | LOCK_NB) == 0 && still_names(path, file)) ::unlink(path.c_str());
}

}  // namespace

AtomicFile::AtomicFile(std::string path) : path_(std::move(path)), target_(follow_links(path_)) {
    struct stat old {};
    replaces_ = ::stat(target_.c_str(), &old) == 0;
    if (!replaces_ && errno == ELOOP) fail("cannot be written", errno);
    if (replaces_ && !S_ISREG(old.st_mode)) throw Error(fmt::format("{}: is not a regular file", path_));
    create_temporary();
    if (replaces_ && ::fchmod(file_.get(), old.st_mode & 07777) != 0) fail("cannot keep its permissions", errno);
}

AtomicFile::~AtomicFile() {
    remove_temporary();
}

/// False when a writer beside us took the new file for an abandoned one before it was locked.
bool AtomicFile::lock_temporary(const std::string& name) {
    while (::flock(file_.get(), LOCK_EX) != 0 && errno == EINTR) {
    }
    return still_names(name, file_);
}

void AtomicFile::create_temporary() {
    remove_abandoned_files(directory_of(target_), std::filesystem::path(target_).filename().string());
    // Not mkstemp: its files are readable by the owner only, whatever the umask says.
    for (int attempt = 0; temporary_.empty(); ++attempt) {
        std::string name = temporary_name(target_, attempt);
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
    // Closed, and with that unlocked, after the rename: in between it would look abandoned. What is flushed cannot be
    // lost by closing.
    if (std::rename(temporary_.c_str(), target_.c_str()) != 0) fail("cannot be put in place", errno);
    temporary_.clear();
    file_.close();
    flush_directory_of(target_);
}

void AtomicFile::remove_temporary() noexcept {
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
    temporary_.clear();
    file_.close();
}

void AtomicFile::fail(std::string_view what, int error) {
    remove_temporary();
    fail_system(path_, what, error, replaces_ ? "the file that stood there is unchanged" : "nothing was left behind");
}

void write_file_atomically(const std::string& path, std::string_view bytes) {
    AtomicFile file(path);
    file.write(bytes);
    file.commit();
}

std::string temporary_name(const std::string& target, int attempt) {
    return fmt::format("{}{}{}-{}", target, kMark, ::getpid(), attempt);
}

/// The content is on the disk already, so whichever name the directory shows after a power cut belongs to a whole file,
/// and a file system that cannot flush a directory is no reason to fail.
void flush_directory_of(const std::string& path) {
    const FileDescriptor handle(::open(directory_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (handle) ::fsync(handle.get());
}

std::string_view target_of_temporary(std::string_view name) {
    const std::size_t mark = name.rfind(kMark);
    if (mark == std::string_view::npos) return {};
    const std::string_view numbers = name.substr(mark + kMark.size());
    const std::size_t dash = numbers.find('-');
    const bool fits =
        dash != std::string_view::npos && is_number(numbers.substr(0, dash)) && is_number(numbers.substr(dash + 1));
    return fits ? name.substr(0, mark) : std::string_view();
}

void remove_abandoned_files(const std::string& directory, std::string_view target) {
    std::error_code ignored;
    for (std::filesystem::directory_iterator entry(directory, ignored), end; !ignored && entry != end;
         entry.increment(ignored)) {
        const std::string name = entry->path().filename().string();
        const std::string_view becomes = target_of_temporary(name);
        if (!becomes.empty() && (target.empty() || becomes == target)) remove_if_abandoned(entry->path().string());
    }
}

}  // namespace vitro::core
