// bench/peers/find.cpp: shared libraries by name, in a Python environment, or by a path that is given.
#include "bench/peers/find.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <sstream>
#include <unistd.h>

#include "core/error.hpp"
#include "core/printable.hpp"

namespace vitro::bench::peers {
namespace {
namespace fs = std::filesystem;

/// Beside this program.
std::string program(const char* name) {
    return fs::read_symlink("/proc/self/exe").parent_path() / name;
}

std::string value_of(const char* variable) {
    const char* const value = std::getenv(variable);
    return value ? value : "";
}

bool is_program(const fs::path& path) {
    return fs::is_regular_file(path) && access(path.c_str(), X_OK) == 0;
}

/// As a shell finds it; the name itself when it does not.
std::string found_on_path(const std::string& name) {
    if (name.find('/') != std::string::npos) return name;
    std::istringstream folders(value_of("PATH"));
    for (std::string folder; std::getline(folders, folder, ':');)
        if (is_program(fs::path(folder) / name)) return fs::path(folder) / name;
    return name;
}

/// The folder that holds an environment's bin/ and lib/; empty for a bare name.
fs::path environment_of(const std::string& python) {
    return python.find('/') == std::string::npos ? fs::path() : fs::absolute(python).parent_path().parent_path();
}

/// Of a Python environment: lib/ itself, where Intel's wheels put libraries, and lib/python3.*/site-packages.
std::vector<std::string> in_environment(const PeerKind& kind, const fs::path& environment) {
    std::vector<std::string> found;
    std::error_code ignored;
    const auto add = [&](const fs::path& path) {
        if (fs::exists(path, ignored)) found.push_back(path);
    };
    if (environment.empty()) return found;
    for (const std::string& name : kind.libraries) add(environment / "lib" / name);
    for (const fs::directory_entry& folder : fs::directory_iterator(environment / "lib", ignored))
        if (folder.path().filename().string().starts_with("python3"))
            for (const std::string& name : kind.in_packages) add(folder.path() / "site-packages" / name);
    return found;
}

/// Where to look, the first that opens being taken: one that was named is the only one.
std::vector<std::string> candidates(const Wanted& wanted, const std::string& python) {
    if (!wanted.path.empty()) return {wanted.path};
    std::vector<std::string> all = in_environment(*wanted.kind, environment_of(python));
    std::ranges::copy(wanted.kind->libraries, std::back_inserter(all));
    return all;
}

/// VITRO_PYTHON names no peer: it says where to look for all of them.
Wanted by_environment(const PeerKind& kind) {
    const std::string path = kind.libraries.empty() ? "" : value_of(kind.variable);
    return {&kind, path, path.empty() ? "" : fmt::format("{}={}", kind.variable, path)};
}

}  // namespace

const std::vector<PeerKind>& peer_kinds() {
    static const std::vector<PeerKind> kinds{
        {"openblas",
         "VITRO_OPENBLAS",
         {"libopenblas.so.0", "libopenblas.so"},
         {"scipy_openblas32/lib/libscipy_openblas.so"},
         "apt-get install libopenblas0-pthread, or pip install scipy-openblas32 for the newest"},
        {"mkl", "VITRO_MKL", {"libmkl_rt.so.3", "libmkl_rt.so.2", "libmkl_rt.so"}, {}, "pip install mkl"},
        {"onednn",
         "VITRO_ONEDNN",
         {"libdnnl.so.3", "libdnnl.so.2", "libdnnl.so"},
         {},
         "pip install onednn, or apt-get install libdnnl2 (Debian 12)"},
        {"pytorch", "VITRO_PYTHON", {}, {}, "pip install torch --index-url https://download.pytorch.org/whl/cpu"},
    };
    return kinds;
}

std::string peer_names() {
    std::vector<std::string> names;
    for (const PeerKind& kind : peer_kinds()) names.emplace_back(kind.name);
    return fmt::format("{}", fmt::join(names, ", "));
}

Wanted wanted_of(const std::string& text) {
    const std::size_t equals = text.find('=');
    const std::string name = text.substr(0, equals);
    const auto kind = std::ranges::find(peer_kinds(), name, &PeerKind::name);
    if (kind == peer_kinds().end())
        throw core::Error(fmt::format("there is no peer {}: valid are {}, each alone or as NAME=PATH",
                                      core::printable(name, '\''), peer_names()));
    if (equals == std::string::npos) return by_environment(*kind);
    if (equals + 1 == text.size())
        throw core::Error(fmt::format("--peer {} names no file: give it one, or leave the = out", text));
    return {&*kind, text.substr(equals + 1), "--peer " + text};
}

std::vector<Wanted> all_wanted() {
    std::vector<Wanted> all;
    for (const PeerKind& kind : peer_kinds()) all.push_back(by_environment(kind));
    return all;
}

std::string python_of(const std::string& option) {
    if (!option.empty() && !is_program(found_on_path(option)))
        throw core::Error(fmt::format("--python {}: there is no such program", core::printable(option, '\'')));
    const std::string variable = value_of("VITRO_PYTHON");
    return found_on_path(!option.empty() ? option : !variable.empty() ? variable : "python3");
}

Command command_of(const Wanted& wanted, const std::string& python, int threads) {
    Command command{.threads = threads};
    if (wanted.kind->libraries.empty()) {
        command.words = {wanted.path.empty() ? python : wanted.path, VITRO_TORCH_WORKER, std::to_string(threads)};
        return command;
    }
    const std::vector<std::string> libraries = candidates(wanted, python);
    command.words = {program("bench_peer_worker"), wanted.kind->name, std::to_string(threads)};
    std::ranges::copy(libraries, std::back_inserter(command.words));
    // What a wheel's library needs lies beside it.
    const fs::path folder = fs::path(libraries.front()).parent_path();
    if (!folder.empty()) command.library_folder = fs::absolute(folder);
    return command;
}

Command vitro_command(int threads) {
    return {.words = {program("bench_vitro_worker"), std::to_string(threads)}, .threads = threads};
}

}  // namespace vitro::bench::peers
