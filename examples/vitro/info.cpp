// examples/vitro/info.cpp: `vitro info`: what vitro found on this machine.
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/runtime.hpp"
#include "examples/vitro/command.hpp"
#include "examples/vitro/platform.hpp"
#include "examples/vitro/terminal.hpp"

namespace vitro::program {
namespace {

using Json = nlohmann::ordered_json;

std::string bytes_text(std::int64_t bytes) {
    if (bytes == 0) return "unknown";
    if (bytes >= 1 << 20 && bytes % (1 << 19) == 0)
        return fmt::format("{} MiB", static_cast<double>(bytes) / (1 << 20));
    return fmt::format("{} KiB", bytes >> 10);
}

std::string version(int major, int minor, int patch) {
    return fmt::format("{}.{}.{}", major, minor, patch);
}

Json figures() {
    const core::runtime::Cpu& cpu = core::runtime::cpu();
    return {{"version", VITRO_VERSION},
            {"cpu", cpu.model},
            {"physical_cores", cpu.physical_cores},
            {"l1_bytes", cpu.l1},
            {"l2_bytes", cpu.l2},
            {"l3_bytes", cpu.l3},
            {"kernels", core::runtime::kernels().name},
            {"lanes", core::runtime::kernels().lanes},
            {"kernels_available", core::runtime::table_names()},
            {"threads", core::runtime::threads()},
            {"compiler", compiler()},
            {"simd_library", VITRO_SIMD_LIBRARY},
            {"fmt", version(FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100)},
            {"json", version(NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH)}};
}

int info(const CommonOptions& options) {
    options.set_up();
    const Json found = figures();
    const core::runtime::Cpu& cpu = core::runtime::cpu();
    fmt::print(
        "{}", facts(standard_output(),
                    {{"vitro", VITRO_VERSION},
                     {"CPU", cpu.model},
                     {"cores", fmt::format("{} physical, for this process", cpu.physical_cores)},
                     {"caches",
                      fmt::format("L1 {}, L2 {}, L3 {}", bytes_text(cpu.l1), bytes_text(cpu.l2), bytes_text(cpu.l3))},
                     {"kernels", fmt::format("{}, {} numbers at once; available: {} (VITRO_ISA chooses)",
                                             core::runtime::kernels().name, core::runtime::kernels().lanes,
                                             fmt::join(core::runtime::table_names(), ", "))},
                     {"threads", fmt::format("{} (VITRO_THREADS or --threads chooses)", core::runtime::threads())},
                     {"compiler", compiler()},
                     {"libraries",
                      fmt::format("{}, fmt {}, nlohmann json {}, CLI11 {}", VITRO_SIMD_LIBRARY,
                                  found["fmt"].get<std::string>(), found["json"].get<std::string>(), CLI11_VERSION)}}));
    options.write(found);
    return 0;
}

}  // namespace

void add_info(CLI::App& program, Run& run) {
    CLI::App* command = program.add_subcommand("info", "CPU, caches, kernels in use, threads and versions");
    const auto options = std::make_shared<CommonOptions>();
    options->add_threads(*command);
    options->add_json(*command);
    command->footer("Example: VITRO_ISA=base " + command_line("info"));
    command->callback([options, &run] { run = [options] { return info(*options); }; });
}

}  // namespace vitro::program
