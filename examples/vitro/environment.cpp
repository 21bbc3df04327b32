// examples/vitro/environment.cpp: the platform, the kernels and the time.
#include "examples/vitro/environment.hpp"

#include <chrono>
#include <ctime>
#include <fmt/chrono.h>
#include <nlohmann/json.hpp>

#include "core/runtime.hpp"
#include "examples/vitro/platform.hpp"
#include "nn/json_text.hpp"

namespace vitro::program {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSessions = "sessions.jsonl";

/// "2026-11-30T15:29:10Z"
std::string now() {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

}  // namespace

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
    for (Json& line : nn::parse_json_lines(run.read_text(kSessions)))
        if (line.is_object()) sessions.push_back(std::move(line));
    return sessions;
}

}  // namespace vitro::program
