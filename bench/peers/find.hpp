// bench/peers/find.hpp: which peers there may be, where each is looked for, and how it is installed.
#pragma once

#include <string>
#include <vector>

#include "bench/peers/worker.hpp"

namespace vitro::bench::peers {

struct PeerKind {
    const char* name;                      ///< openblas
    const char* variable;                  ///< of the environment, which names a library (or a Python)
    std::vector<std::string> libraries;    ///< bare names, newest first; empty for Python
    std::vector<std::string> in_packages;  ///< the same in a Python environment's site-packages
    const char* install;                   ///< one line
};
const std::vector<PeerKind>& peer_kinds();
/// "openblas, mkl, onednn, pytorch"
std::string peer_names();

/// A peer to be looked for.
struct Wanted {
    const PeerKind* kind = nullptr;
    std::string path = {};    ///< the only place to look at; empty: wherever it is found
    std::string origin = {};  ///< who named it: "--peer openblas=PATH", "VITRO_OPENBLAS=PATH"
};
/// Of "openblas" or "openblas=PATH". Throws core::Error that lists the valid names.
Wanted wanted_of(const std::string& text);
/// Of every kind, where the environment or nobody says.
std::vector<Wanted> all_wanted();

/// The Python whose environment is looked through: `option`, or else VITRO_PYTHON, or python3. A path, where the shell
/// would find it. Throws core::Error when there is none where `option` says.
std::string python_of(const std::string& option);

/// How the peer's worker is started.
Command command_of(const Wanted& wanted, const std::string& python, int threads);
Command vitro_command(int threads);

}  // namespace vitro::bench::peers
