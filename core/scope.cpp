// core/scope.cpp: the table of interned paths.
#include "core/scope.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "core/context.hpp"
#include "core/random.hpp"

namespace vitro::core {

/// Children are looked up by (parent, name) so that a known path costs no allocation. Never shrinks, never destroyed.
struct PathTable {
    struct Less {
        using is_transparent = void;
        using Key = std::pair<const Path::Entry*, std::string>;
        using View = std::pair<const Path::Entry*, std::string_view>;
        static View view(const Key& key) { return {key.first, key.second}; }
        static View view(const View& key) { return key; }
        template <class A, class B>
        bool operator()(const A& a, const B& b) const {
            return view(a) < view(b);
        }
    };

    std::mutex mutex;
    Path::Entry root{"", site_of("")};
    std::map<Less::Key, std::unique_ptr<Path::Entry>, Less> children;

    static PathTable& instance() {
        static PathTable* table = new PathTable;
        return *table;
    }

    Path child(const Path& parent, std::string_view name) {
        const std::lock_guard lock(mutex);
        auto found = children.find(Less::View{parent.entry_, name});
        if (found == children.end()) {
            std::string text = parent.str().empty() ? std::string(name) : parent.str() + "." + std::string(name);
            const std::uint32_t site = site_of(text);
            auto entry = std::make_unique<Path::Entry>(Path::Entry{std::move(text), site});
            found = children.emplace(Less::Key{parent.entry_, name}, std::move(entry)).first;
        }
        return Path(found->second.get());
    }

    Path root_path() const { return Path(&root); }
};

Path::Path() : Path(PathTable::instance().root_path()) {}

Path Path::operator/(std::string_view name) const {
    Path path = *this;
    for (std::size_t dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.')) {
        path = PathTable::instance().child(path, name.substr(0, dot));
        name.remove_prefix(dot + 1);
    }
    return PathTable::instance().child(path, name);
}

Scope::Scope(Path path, const char* file, int line)
    : path_(context().path), file_(context().file), line_(context().line) {
    context().path = path;
    context().file = file;
    context().line = line;
}

Scope::Scope(std::string_view name, const char* file, int line) : Scope(context().path / name, file, line) {}

Scope::~Scope() {
    context().path = path_;
    context().file = file_;
    context().line = line_;
}

}  // namespace vitro::core
