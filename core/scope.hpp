// core/scope.hpp: module paths such as "encoder.layers.0.self_attn", and where in the source a node was made.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vitro::core {

/// A dotted path, interned for the life of the process: a pointer to copy, no allocation once a path is known.
class Path {
  public:
    /// The root, "".
    Path();
    /// A name with dots descends once for each of its parts.
    Path operator/(std::string_view name) const;
    Path operator/(std::int64_t index) const { return *this / std::string_view(std::to_string(index)); }

    const std::string& str() const { return entry_->text; }
    /// The random stream of this place: site_of(str()).
    std::uint32_t site() const { return entry_->site; }
    bool operator==(const Path&) const = default;

  private:
    struct Entry {
        std::string text;
        std::uint32_t site;
    };
    explicit Path(const Entry* entry) : entry_(entry) {}
    const Entry* entry_;
    friend struct PathTable;
};

/// While it lives, nodes are made under `path`, on behalf of the line that opened it.
class Scope {
  public:
    explicit Scope(Path path, const char* file = __builtin_FILE(), int line = __builtin_LINE());
    /// Below the present scope.
    explicit Scope(std::string_view name, const char* file = __builtin_FILE(), int line = __builtin_LINE());
    ~Scope();
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

  private:
    Path path_;
    const char* file_;
    int line_;
};

}  // namespace vitro::core
