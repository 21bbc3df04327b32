// bench/machine/machine.cpp: asks the kernels what CPU they found, and the system for the rest.
#include "bench/machine/machine.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <limits>

#include "examples/vitro/platform.hpp"
#include "kernels/kernels.hpp"

namespace vitro::bench {
namespace {

/// FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/).
std::uint64_t hash_of(const std::string& text) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return hash;
}

/// Bytes that can be had without swapping; a lot where the system does not say.
std::int64_t available_memory() {
    std::ifstream info("/proc/meminfo");
    std::string word;
    for (std::int64_t kilobytes = 0; info >> word;)
        if (word == "MemAvailable:" && info >> kilobytes) return kilobytes << 10;
    return std::numeric_limits<std::int64_t>::max();
}

}  // namespace

std::string fingerprint_of(const Machine& machine) {
    return fmt::format("{:016x}", hash_of(fmt::format("{}|{}|{}|{}|{}", machine.cpu, machine.cores, machine.l1,
                                                      machine.l2, machine.l3)));
}

const Machine& this_machine() {
    static const Machine found = [] {
        const kernels::Cpu& cpu = kernels::cpu();
        Machine machine{"",
                        cpu.model,
                        cpu.physical_cores,
                        cpu.l1,
                        cpu.l2,
                        cpu.l3,
                        program::compiler(),
                        VITRO_SIMD_LIBRARY,
                        program::operating_system()};
        machine.fingerprint = fingerprint_of(machine);
        return machine;
    }();
    return found;
}

std::vector<Level> levels_of(const Machine& machine, int threads, std::int64_t dram_bytes) {
    std::vector<Level> levels;
    if (machine.l1 > 0) levels.push_back({"L1", machine.l1 / 2 * threads});
    if (machine.l2 > 0) levels.push_back({"L2", machine.l2 / 2 * threads});
    if (machine.l3 > machine.l2 * threads) levels.push_back({"L3", machine.l3 / 2});
    levels.push_back({"DRAM", dram_bytes});
    return levels;
}

std::string level_of(const Machine& machine, int threads, double bytes) {
    const auto holds = [bytes](std::int64_t level) { return bytes <= static_cast<double>(level); };
    if (holds(machine.l1 * threads)) return "L1";
    if (holds(machine.l2 * threads)) return "L2";
    return holds(machine.l3) ? "L3" : "DRAM";
}

std::int64_t dram_bytes() {
    constexpr std::int64_t kMegabyte = std::int64_t{1} << 20;
    static const std::int64_t bytes = [] {
        const std::int64_t last = std::max(kernels::cpu().l2, kernels::cpu().l3);
        return std::min({std::max(2 * last, 128 * kMegabyte), 1024 * kMegabyte, available_memory() / 4});
    }();
    return bytes;
}

}  // namespace vitro::bench
