// tests/temporary_directory.hpp: a fresh directory for one test, gone with the object.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <stdlib.h>
#include <string>
#include <string_view>

namespace vitro::test {

class TemporaryDirectory {
  public:
    TemporaryDirectory() {
        std::string name = (std::filesystem::temp_directory_path() / "vitro-test-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a directory like " + name);
        path_ = name;
    }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    ~TemporaryDirectory() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    const std::filesystem::path& path() const { return path_; }
    /// The path of a file here, as text.
    std::string operator/(const std::string& name) const { return (path_ / name).string(); }
    /// Makes the folders on the way to it, too.
    void write(const std::string& name, std::string_view bytes) const {
        std::filesystem::create_directories((path_ / name).parent_path());
        if (!(std::ofstream(path_ / name, std::ios::binary) << bytes << std::flush))
            throw std::runtime_error("cannot write " + (path_ / name).string());
    }

  private:
    std::filesystem::path path_;
};

/// How many files and folders are in a folder.
inline int files_in(const std::filesystem::path& directory) {
    return static_cast<int>(std::distance(std::filesystem::directory_iterator(directory), {}));
}

}  // namespace vitro::test
