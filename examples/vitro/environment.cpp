// examples/vitro/environment.cpp: asks the compiler, the kernels and the system.
#include "examples/vitro/environment.hpp"

#include <chrono>
#include <ctime>
#include <fmt/chrono.h>
#include <nlohmann/json.hpp>
#include <sstream>
#include <sys/utsname.h>

#include "core/runtime.hpp"
#include "nn/json_text.hpp"

namespace vitro::program {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSessions = "sessions.jsonl";

std::string operating_system() {
    utsname name{};
    if (uname(&name) != 0) return "unknown";
    return fmt::format("{} {} {}", name.sysname, name.release, name.machine);
}

/// "2026-11-30T15:29:10Z"
std::string now() {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

}  // namespace

std::string compiler() {
#ifdef __clang__
    return "clang " __clang_version__;
#else
    return "g++ " __VERSION__;
#endif
}

Json environment() {
    const core::runtime::Cpu& cpu = core::runtime::cpu();
    return {{"version", VITRO_VERSION},
            {"cpu", cpu.model},
            {"physical_cores", cpu.physical_cores},
            {"kernels", core::runtime::kernels().name},
            {"lanes", core::runtime::kernels().lanes},
            {"threads", core::runtime::threads()},
            {"compiler", compiler()},
            {"simd_library", VITRO_SIMD_LIBRARY},
            {"system", operating_system()}};
}

void record_session(const nn::RunDirectory& run, std::int64_t step) {
    std::string text;
    for (const Json& session : sessions_of(run)) text += session.dump() + "\n";
    Json session = {{"began", now()}, {"step", step}};
    session.update(environment());
    run.write_text(kSessions, text + session.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
}

std::vector<Json> sessions_of(const nn::RunDirectory& run) {
    std::vector<Json> sessions;
    if (!run.has(kSessions)) return sessions;
    std::istringstream lines(run.read_text(kSessions));
    for (std::string line; std::getline(lines, line);)
        if (Json session = nn::parse_json_or_null(line); session.is_object()) sessions.push_back(std::move(session));
    return sessions;
}

}  // namespace vitro::program
